package dev.loci.tasks.report;

/**
 * A camera that looks at the origin from outside: the first axis to the right, the second up, the
 * third towards the viewer, then turned by yaw (around the second axis) and tilted by pitch (around
 * the first).
 *
 * @param yaw degrees
 * @param pitch degrees
 */
record View(double yaw, double pitch) {
  /**
   * The first two axes, which carry most of the variance, face the viewer; the third is still seen.
   */
  static final View FIXED = new View(-28, 22);

  /** Distance of the eye in units of the scene's radius. */
  private static final double EYE = 4;

  /**
   * Where a point appears.
   *
   * @param x rightwards
   * @param y upwards
   * @param depth towards the viewer, -1 to 1 for points of the unit ball
   * @param zoom perspective magnification, 1 in the plane of the origin
   */
  record Projected(double x, double y, double depth, double zoom) {}

  Projected project(double x, double y, double z) {
    double cosYaw = StrictMath.cos(StrictMath.toRadians(yaw));
    double sinYaw = StrictMath.sin(StrictMath.toRadians(yaw));
    double cosPitch = StrictMath.cos(StrictMath.toRadians(pitch));
    double sinPitch = StrictMath.sin(StrictMath.toRadians(pitch));
    double right = x * cosYaw + z * sinYaw;
    double toward = z * cosYaw - x * sinYaw;
    double up = y * cosPitch - toward * sinPitch;
    double depth = y * sinPitch + toward * cosPitch;
    double zoom = EYE / (EYE - depth);
    return new Projected(right * zoom, up * zoom, depth, zoom);
  }
}

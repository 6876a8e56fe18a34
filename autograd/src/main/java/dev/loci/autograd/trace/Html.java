package dev.loci.autograd.trace;

/** Text in HTML. */
final class Html {
  private Html() {}

  /** Text as it may stand in elements and quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

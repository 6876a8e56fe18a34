import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.ImportOrderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks ("check") or rewrites ("write") the layout of every Java source below the project. */
public class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Formatter formatter = new Formatter();
    List<Path> sources;
    try (var files = Files.walk(Path.of(""))) {
      sources =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> f.toString().contains("src/"))
              .filter(f -> !f.toString().contains("target/"))
              .sorted()
              .toList();
    }
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources) {
      String text = Files.readString(source);
      String imports =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
      String formatted = formatter.formatSource(imports);
      if (!formatted.equals(text)) {
        unformatted.add(source);
        if (write) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (!write && !unformatted.isEmpty()) {
      unformatted.forEach(f -> System.err.println("not formatted: " + f));
      System.err.println("rewrite them with: mvn -N validate exec:exec@format");
      System.exit(1);
    }
  }
}

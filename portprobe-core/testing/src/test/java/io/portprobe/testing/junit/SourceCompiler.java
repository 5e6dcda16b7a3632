package io.portprobe.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A compiler of test classes whose annotations contain ports that are known at run time only.
 *
 * @param folder the directory of the sources and classes
 */
record SourceCompiler(Path folder) {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** Shared, because it caches the content of the class path. */
  private static final StandardJavaFileManager FILES =
      JAVAC.getStandardFileManager(null, null, null);

  private static final String IMPORTS =
      "import io.portprobe.testing.junit.*;\nimport org.junit.jupiter.api.*;\n";

  /** Compiles and loads a class. */
  Class<?> compiled(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), IMPORTS + text);
    StringWriter output = new StringWriter();
    FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
    boolean success =
        JAVAC
            .getTask(
                output,
                FILES,
                null,
                List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                null,
                FILES.getJavaFileObjects(file))
            .call();
    assertThat(success).as("javac: %s", output).isTrue();
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        Stream<Path> made = Files.list(folder)) {
      for (Path each : made.filter(path -> path.toString().endsWith(".class")).toList()) {
        loader.loadClass(each.getFileName().toString().replace(".class", "")); // before it closes
      }
      return loader.loadClass(name);
    }
  }
}

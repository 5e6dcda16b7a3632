package io.portprobe.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A compiler of test classes whose annotations contain ports that are known at run time only.
 *
 * @param folder the directory of the sources and classes
 */
record SourceCompiler(Path folder) {
  private static final String IMPORTS =
      "import io.portprobe.testing.junit.*;\nimport org.junit.jupiter.api.*;\n";

  /** Compiles and loads a class. */
  Class<?> compiled(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), IMPORTS + text);
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(status).as("javac: %s", said).isZero();
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

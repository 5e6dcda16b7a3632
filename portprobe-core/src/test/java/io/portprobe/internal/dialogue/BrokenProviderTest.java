package io.portprobe.internal.dialogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.spi.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins whose classes the JVM cannot link, beside one that works. */
class BrokenProviderTest {
  /** Offset of the major version in a class file (JVMS 4.1). */
  private static final int MAJOR_VERSION = 7;

  @TempDir private Path folder;
  private final List<String> providers = new ArrayList<>();

  @BeforeEach
  void compile() throws IOException {
    List<Path> sources = new ArrayList<>();
    sources.add(source("Library", "public abstract class Library implements Base {}"));
    sources.add(
        source(
            "Base",
            """
            public interface Base extends io.portprobe.spi.Protocol {
              default java.util.Set<io.portprobe.spi.Binding> bindings() {
                return java.util.Set.of(io.portprobe.spi.Binding.tcp(7));
              }
              default io.portprobe.spi.Dialogue open(io.portprobe.spi.DialogueContext context) {
                return null;
              }
            }
            """));
    sources.add(provider("MissingSuperclass", "extends Library", ""));
    sources.add(provider("MissingField", "implements Base", "private Absent absent;"));
    sources.add(source("Absent", "public class Absent {}"));
    sources.add(provider("Newer", "implements Base", ""));
    sources.add(
        provider(
            "StaticFailure", "implements Base", "static final int X = Integer.parseInt(\"x\");"));
    sources.add(provider("Working", "implements Base", ""));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    arguments.addAll(List.of("--release", "17", "-cp", System.getProperty("java.class.path")));
    sources.forEach(source -> arguments.add(source.toString()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result = compiler.run(null, null, errors, arguments.toArray(String[]::new));
    assertThat(result).as(errors.toString(UTF_8)).isZero();

    Files.delete(folder.resolve("Library.class"));
    Files.delete(folder.resolve("Absent.class"));
    byte[] newer = Files.readAllBytes(folder.resolve("Newer.class"));
    newer[MAJOR_VERSION] = 120;
    Files.write(folder.resolve("Newer.class"), newer);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(Protocol.class.getName()), providers);
  }

  private Path source(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text);
  }

  private Path provider(String name, String relation, String body) throws IOException {
    providers.add(name);
    return source(
        name,
        "public class %s %s { %s public String name() { return \"%s\"; } }"
            .formatted(name, relation, body, name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void providersThatCannotBeLinked_areNamed_andDoNotHideOthers() throws Exception {
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, BrokenProviderTest.class.getClassLoader());
        ProbeClient client = ProbeClient.builder().protocolsFrom(loader).build()) {
      assertThat(client.protocols()).contains("working").doesNotContain("newer", "staticfailure");
      assertThatThrownBy(() -> client.tcp("127.0.0.1", 1).as("newer"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("protocol: 'newer' (expected: ")
          .hasMessageContainingAll(
              "not loaded: ",
              "java.lang.NoClassDefFoundError: Library (a plug-in needs this class: ",
              "Library",
              "Newer",
              "class file version",
              "StaticFailure",
              "(java.lang.NumberFormatException: For input string: \"x\")");
    }
  }
}

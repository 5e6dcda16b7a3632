package io.portprobe.examples.moduletests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Protocol;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools of the JDK accept the packed jars. */
class LinkedImageTest {
  private static final String JARS =
      PublishedModule.CORE.jar() + File.pathSeparator + PublishedModule.PROTOCOLS.jar();

  /** Optional parts of the libraries inside and of the JDK, and annotations. */
  private static final String OPTIONAL =
      "(io\\.portprobe\\.shaded\\.io\\.netty\\.internal\\.tcnative|org\\.conscrypt|org\\.bouncycastle"
          + "|reactor\\.blockhound|org\\.jetbrains\\.annotations|org\\.jspecify|jdk\\.jfr|java\\.lang\\.management"
          + "|android|com\\.oracle\\.svm|com\\.sun\\.jna|javax\\.(naming|security\\.sasl)|com\\.fasterxml\\.jackson\\.annotation)\\..*"
          // Only the LDAP SDK's code for TLS connections refers to it.
          + "|io\\.portprobe\\.protocols\\.shaded\\.com\\.unboundid\\.util\\.ssl\\.TLSCipherSuiteSelector";

  private static final String APPLICATION =
      """
      package application;

      import io.portprobe.*;
      import java.net.*;
      import java.util.*;

      public class Main {
        public static void main(String[] modes) throws Exception {
          InetAddress loopback = InetAddress.getLoopbackAddress();
          try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
            for (String mode : modes) {
              try (ProbeClient client = ProbeClient.builder().ioMode(IoMode.valueOf(mode)).build()) {
                System.out.println(mode + " "
                    + client.tcp(loopback.getHostAddress(), server.getLocalPort()).state().join()
                    + " " + new TreeSet<>(client.protocols()));
              }
            }
          }
        }
      }
      """;

  /** Options of a JVM that halve the processor time of a tool that runs for a second or two. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  @TempDir private Path folder;

  @Test
  @Tag("slow")
  @DisplayName("jlink makes an image of an application with portprobe, which probes")
  void image_isLinked_andProbes() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/application"));
    Files.writeString(sources.resolve("Main.java"), APPLICATION);
    Path descriptor =
        Files.writeString(
            folder.resolve("src/module-info.java"),
            "module application { requires io.portprobe.protocols; }");
    Path classes = folder.resolve("classes");
    Path image = folder.resolve("image");

    runTool(
        "javac",
        "--module-path",
        JARS + File.pathSeparator + annotations(),
        "-d",
        classes.toString(),
        descriptor.toString(),
        sources.resolve("Main.java").toString());
    runTool(
        "jlink",
        "--module-path",
        classes + File.pathSeparator + JARS,
        "--add-modules",
        "application",
        "--output",
        image.toString());
    List<String> modes =
        System.getProperty("os.name").equals("Linux")
            ? List.of("AUTO", "EPOLL", "NIO")
            : List.of("AUTO", "NIO");
    List<String> command = new ArrayList<>();
    command.add(image.resolve("bin/java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-m", "application/application.Main"));
    command.addAll(modes);

    assertThat(run(command.toArray(String[]::new)).lines())
        .containsExactlyElementsOf(
            modes.stream().map(mode -> mode + " LISTENING " + bundledProtocols()).toList());
    assertThat(run(image.resolve("bin/java").toString(), "--list-modules").lines())
        .noneMatch(line -> line.contains("netty") || line.contains("unboundid"));
  }

  /**
   * The names of the protocols that the module of the protocols declares, in alphabetical order.
   */
  private static List<String> bundledProtocols() {
    return ServiceLoader.load(Protocol.class).stream()
        .filter(provider -> provider.type().getName().startsWith("io.portprobe.protocols."))
        .map(provider -> provider.get().name())
        .sorted()
        .toList();
  }

  @Test
  @Tag("slow")
  @DisplayName("jdeps misses nothing but optional parts")
  void jdeps_missesOptionalPartsOnly() throws Exception {
    String report =
        runTool(
            "jdeps",
            "--missing-deps",
            "--module-path",
            JARS,
            "--multi-release",
            "17",
            PublishedModule.CORE.jar().toString(),
            PublishedModule.PROTOCOLS.jar().toString());

    assertThat(report.lines().filter(line -> line.matches(" +\\S+ +-> .*")))
        .isNotEmpty()
        .allMatch(line -> line.replaceFirst(".*-> (\\S+).*", "$1").matches(OPTIONAL));
  }

  /** The jar of jspecify, which the compiler needs and a linked image does not. */
  private static String annotations() {
    String path =
        String.join(
            File.pathSeparator,
            System.getProperty("jdk.module.path", ""),
            System.getProperty("surefire.test.class.path", ""),
            System.getProperty("java.class.path"));
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(entry -> entry.matches(".*jspecify-[0-9.]+\\.jar"))
        .findFirst()
        .orElseThrow();
  }

  /** Runs a tool of the JDK; returns what it prints. */
  private String runTool(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
    SHORT_LIVED.forEach(option -> command.add("-J" + option));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** Runs a command that succeeds; returns what it prints. */
  private String run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    int status =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertThat(status)
        .as(
            "%s: %s%s",
            String.join(" ", command), Files.readString(errors), Files.readString(output))
        .isZero();
    return Files.readString(output, UTF_8);
  }
}

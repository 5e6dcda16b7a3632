package io.portprobe.examples.moduletests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Provides;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedJarTest {
  private static final String SERVICE = "META-INF/services/io.portprobe.spi.Protocol";

  // Versions of class files, JVMS section 4.1.
  private static final int JAVA_17 = 61;
  private static final int JAVA_22 = 66;

  /** Classes, the data beside them, the files that Maven adds, and those of Netty. */
  private static final String KNOWN =
      "(META-INF/(MANIFEST\\.MF|LICENSE|maven/io\\.portprobe/.*|services/io\\.portprobe\\..*"
          + "|services/reactor\\.blockhound\\..*|native/libio_portprobe_shaded_netty_.*"
          + "|native-image/io\\.portprobe/.*|licenses/.*|NOTICE|unboundid/standard-schema\\.ldif"
          + "|versions/22/io/portprobe/internal/io/RecvMsg(\\$\\w+)?\\.class)"
          + "|module-info\\.class|io/portprobe/.*\\.(class|csv|tsv|txt|json|properties))";

  @ParameterizedTest
  @EnumSource
  @DisplayName("A packed jar has a module descriptor and the licence")
  void jar_holdsDescriptorAndLicence(PublishedModule module) throws IOException {
    assertThat(entries(module)).contains("module-info.class", "META-INF/LICENSE");
    try (JarFile jar = new JarFile(module.jar().toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A packed jar has no test class and no stray file")
  void jar_holdsNothingElse(PublishedModule module) throws IOException {
    assertThat(entries(module))
        .allSatisfy(name -> assertThat(name).matches(KNOWN))
        .noneMatch(name -> name.matches(".*/(\\w+Tests?|\\w*Fixtures?)(\\$.*)?\\.class"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A packed jar declares the same protocols for class path and module path")
  void services_agree(PublishedModule module) throws IOException {
    List<String> onModulePath =
        module.descriptor().provides().stream()
            .filter(provides -> provides.service().equals("io.portprobe.spi.Protocol"))
            .map(Provides::providers)
            .flatMap(List::stream)
            .toList();
    try (JarFile jar = new JarFile(module.jar().toFile())) {
      List<String> onClassPath =
          jar.getEntry(SERVICE) == null
              ? List.of()
              : text(jar, SERVICE).lines().filter(line -> !line.matches("\\s*(#.*)?")).toList();
      assertThat(onClassPath).containsExactlyInAnyOrderElementsOf(onModulePath);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A packed jar has no class for a newer Java than 17, or than the version of its folder")
  void classes_areForJava17(PublishedModule module) throws IOException {
    try (JarFile jar = new JarFile(module.jar().toFile())) {
      for (String name : entries(module)) {
        if (name.endsWith(".class")) {
          int newest = name.startsWith("META-INF/versions/22/") ? JAVA_22 : JAVA_17;
          assertThat(classFileVersion(jar, name)).as(name).isLessThanOrEqualTo(newest);
        }
      }
    }
  }

  private static Set<String> entries(PublishedModule module) throws IOException {
    try (JarFile jar = new JarFile(module.jar().toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .collect(toCollection(TreeSet::new));
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static int classFileVersion(JarFile jar, String name) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
      in.readInt(); // magic number
      in.readUnsignedShort(); // minor version
      return in.readUnsignedShort();
    }
  }
}

package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The copy of the native library that the training run of the launcher makes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its launcher makes no archive")
class NativeLibraryTest {
  private static final String RESOURCE =
      NativeLibraryTest.class.getName().replace('.', '/') + ".class";

  @TempDir private Path parent;

  private List<Path> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void copy_isComplete_andOnlyTheUserWritesIt() throws Exception {
    Path folder = parent.resolve("made.lib");

    NativeLibrary.copy(folder.toString(), RESOURCE);
    NativeLibrary.copy(folder.toString(), RESOURCE); // a second launcher at the same time

    Path file = folder.resolve("NativeLibraryTest.class");
    assertThat(files(folder)).containsExactly(file);
    try (InputStream original = getClass().getResourceAsStream("NativeLibraryTest.class")) {
      assertThat(file).hasBinaryContent(original.readAllBytes());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void jarWithoutTheLibrary_copiesNothing() throws Exception {
    NativeLibrary.copy(parent.resolve("made.lib").toString(), "META-INF/native/none.so");

    assertThat(files(parent)).isEmpty();
  }

  @Test
  void runWithoutAFolder_copiesNothing() throws Exception {
    NativeLibrary.copy(null, RESOURCE);

    assertThat(files(parent)).isEmpty();
  }

  @Test
  void resource_hasTheNameThatNettyGivesTheArchitecture() {
    assertThat(NativeLibrary.resource("amd64")).endsWith("_epoll_x86_64.so");
    assertThat(NativeLibrary.resource("aarch64")).endsWith("_epoll_aarch_64.so");
  }
}

package io.portprobe.internal.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NativeLibraryTest {
  private static final String NAME = "portprobe_test_library";

  @Test
  void libraryThatIsInNoJar_failsByNettysLoader_withTheFirstFailure() {
    assertThatThrownBy(() -> NativeLibrary.load(NAME, getClass().getClassLoader()))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .satisfies(
            error ->
                assertThat(error.getSuppressed())
                    .anyMatch(first -> first instanceof FileNotFoundException));
  }

  @Test
  void libraryThatCannotBeLoaded_leavesNoFile() {
    List<Path> before = copies();
    // A program: dlopen(3) does not load it, and the JVM has nothing to warn of.
    Path program = Path.of(System.getProperty("java.home"), "bin", "java");
    ClassLoader loader =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String resource) {
            try {
              return Files.newInputStream(program);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThatThrownBy(() -> NativeLibrary.load(NAME, loader))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .satisfies(
            error ->
                assertThat(error.getSuppressed())
                    .anyMatch(
                        first ->
                            first instanceof UnsatisfiedLinkError
                                && first.getMessage().contains(NAME)));
    assertThat(copies()).isEqualTo(before);
  }

  @Test
  void prepareForChannels_thisJdk_needsNoSelector() throws Exception {
    assertThat(NativeLibrary.prepareForChannels()).isNull();
  }

  @Test
  void folder_isSearchedForTheLibrary_amongOthers(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("lib.so"));
    String separator = File.pathSeparator;
    assertThat(NativeLibrary.isInFolder("lib.so", folder.toString())).isTrue();
    assertThat(NativeLibrary.isInFolder("lib.so", separator + "/none" + separator + folder))
        .isTrue();
    assertThat(NativeLibrary.isInFolder("other.so", folder + separator + "/none")).isFalse();
    assertThat(NativeLibrary.isInFolder("lib.so", "")).isFalse();
  }

  private static List<Path> copies() {
    List<Path> copies = new ArrayList<>();
    File[] files = new File(System.getProperty("java.io.tmpdir")).listFiles();
    if (files != null) {
      for (File file : files) {
        if (file.getName().contains(NAME)) {
          copies.add(file.toPath());
        }
      }
    }
    return copies;
  }
}

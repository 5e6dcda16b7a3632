package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An archive of classes decides what the JVM executes. The launcher makes and reads archives only
 * where no other user can write.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class LauncherArchiveTest {
  @TempDir private Path folder;
  private Shell shell;
  private LauncherSetup setup;
  private Path lib;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    shell = new Shell(folder);
    shell.with("HOME", "").with("XDG_CACHE_HOME", "");
    setup = new LauncherSetup(folder, shell);
    Path bin = setup.inPackage(folder.resolve("opt/port probe"));
    lib = bin.resolveSibling("lib");
    launcher = bin.resolve("portprobe");
    javaThatMakesArchives("exit 100");
  }

  private void javaThatMakesArchives(String last) throws IOException {
    setup.javaOfVersion(
        "25.0.1",
        "for option; do case $option in",
        "  -XX:AOTCacheOutput=*) echo classes >\"${option#*=}\"; exit 0 ;;",
        "  -XX:AOTCache=*) echo \"$option\" ;;",
        "esac; done",
        last);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(".jar")).toList();
    }
  }

  @Test
  void folderOfTheJar_thatOnlyTheUserWrites_hasTheArchive() throws Exception {
    Shell.Ended first = shell.run(launcher);
    Shell.Ended second = shell.run(launcher);

    Path archive = lib.toRealPath().resolve("portprobe-25.0.1.aot");
    assertThat(files(lib.toRealPath())).containsExactly(archive);
    assertThat(first).isEqualTo(new Shell.Ended(0, "-XX:AOTCache=" + archive + "\n", ""));
    assertThat(second).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"lib, rwxrwxr-x", "lib, rwxr-xrwx", ".., rwxrwxr-x"})
  void folderOfTheJar_thatOthersWrite_isNotUsed(String open, String permissions) throws Exception {
    LauncherSetup.setMode(lib.resolveSibling(open), permissions);
    Files.writeString(lib.resolve("portprobe-25.0.1.aot"), "planted");
    Files.setLastModifiedTime(
        lib.resolve("portprobe-25.0.1.aot"),
        Files.getLastModifiedTime(lib.resolve("portprobe.jar")));

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
  }

  @Test
  void folderThatCannotBeChecked_isNotUsed() throws Exception {
    LauncherSetup.executable(folder.resolve("bin/find"), "exit 127");
    shell.with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(files(lib)).isEmpty();
  }

  @Test
  void cacheOfTheUser_hasTheArchive_ifOthersWriteToTheFolderOfTheJar() throws Exception {
    LauncherSetup.setMode(lib, "rwxrwxrwx");
    Path home = Files.createDirectories(folder.resolve("a home"));
    shell.with("HOME", home.toString());

    Shell.Ended ended = shell.run(launcher);

    Path cache = home.resolve(".cache/portprobe");
    assertThat(files(cache)).hasSize(1);
    assertThat(files(cache).get(0).getFileName().toString()) // Java replaces %p and %t
        .doesNotContain("%")
        .endsWith("+lib+portprobe-25.0.1.aot");
    assertThat(ended)
        .isEqualTo(new Shell.Ended(0, "-XX:AOTCache=" + files(cache).get(0) + "\n", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(files(lib)).isEmpty();
  }

  @Test
  void cacheWhosePathHasAPercentSign_isNotUsed() throws Exception {
    LauncherSetup.setMode(lib, "rwxrwxrwx");
    Path cache = Files.createDirectories(folder.resolve("%temp/cache"));
    shell.with("XDG_CACHE_HOME", cache.toString());

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(files(cache.resolve("portprobe"))).isEmpty();
  }

  @Test
  void cacheOfTheUser_thatOthersWrite_isNotUsed() throws Exception {
    LauncherSetup.setMode(lib, "rwxrwxrwx");
    Path cache = Files.createDirectories(folder.resolve("cache/portprobe"));
    LauncherSetup.setMode(cache, "rwxrwxrwx");
    shell.with("XDG_CACHE_HOME", cache.getParent().toString());

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(files(cache)).isEmpty();
  }

  @Test
  void archive_ofAnotherJar_isMadeAgain() throws Exception {
    shell.run(launcher);
    Path archive = lib.resolve("portprobe-25.0.1.aot");
    FileTime older = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(lib.resolve("portprobe.jar"), older);

    assertThat(shell.run(launcher).exitCode()).isZero();
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(older);
  }

  @Test
  void archive_thatJavaCannotMake_isTriedOnceADay() throws Exception {
    Path calls = folder.resolve("calls");
    setup.javaOfVersion(
        "25.0.1",
        "case $* in *AOTCacheOutput*) echo tried >>'" + calls + "'; exit 1 ;; esac",
        "case $* in *-XX:AOTCache=*) exit 70 ;; esac",
        "exit 100");

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(calls).hasContent("tried\n");

    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(lib.resolve("portprobe.jar"), old);
    Files.setLastModifiedTime(lib.resolve("portprobe-25.0.1.aot"), old);
    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(calls).hasContent("tried\ntried\n");
  }

  @Test
  void training_withoutALocale_readsPathsInUtf8() throws Exception {
    Path calls = folder.resolve("calls");
    setup.javaOfVersion(
        "25.0.1",
        "case $* in *AOTCacheOutput*) echo \"$LC_ALL\" >>'" + calls + "' ;; esac",
        "exit 100");
    shell.with("LC_ALL", "POSIX");

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(calls).hasContent("C.UTF-8\n");
  }

  @Test
  void archive_ofATrainingThatFailed_isNotUsed() throws Exception {
    setup.javaOfVersion(
        "25.0.1",
        "for option; do case $option in",
        "  -XX:AOTCacheOutput=*) echo half >\"${option#*=}\"; exit 1 ;;",
        "esac; done",
        "case $* in *-XX:AOTCache=*) exit 70 ;; esac",
        "exit 100");

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
  }

  @Test
  void javaWithoutAnOptionOfArchives_startsWithoutArchive() throws Exception {
    setup.javaOfVersion("25.0.1", "case $* in *ArchiveRelocationMode*) exit 1 ;; esac", "exit 100");

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
  }

  @Test
  void nativeLibrary_besideTheArchive_isOnTheLibraryPath() throws Exception {
    setup.javaOfVersion(
        "25.0.1",
        "for option; do case $option in",
        "  -XX:AOTCacheOutput=*) echo classes >\"${option#*=}\" ;;",
        "  -Dportqry.libraries=*) mkdir \"${option#*=}\"; exit 0 ;;",
        "  -Djava.library.path=*) echo \"$option\" ;;",
        "esac; done",
        "exit 100");

    String folder = lib.toRealPath().resolve("portprobe-25.0.1.aot.lib").toString();
    Shell.Ended expected = new Shell.Ended(0, "-Djava.library.path=" + folder + "\n", "");
    assertThat(shell.run(launcher)).isEqualTo(expected);
    assertThat(shell.run(launcher)).isEqualTo(expected);
  }

  @Test
  void libraryPath_isTheDefault_withPlugIns() throws Exception {
    Files.createDirectories(lib.resolve("portprobe-25.0.1.aot.lib"));
    Path plugIns = Files.createDirectories(lib.resolveSibling("plugins"));
    Files.writeString(plugIns.resolve("a.jar"), "");
    setup.javaOfVersion(
        "25.0.1",
        "for option; do case $option in",
        "  -XX:AOTCacheOutput=*) echo classes >\"${option#*=}\"; exit 0 ;;",
        "  -Djava.library.path=*) echo \"$option\" ;;",
        "esac; done",
        "exit 100");

    assertThat(shell.run(launcher)).isEqualTo(new Shell.Ended(0, "", ""));
  }
}

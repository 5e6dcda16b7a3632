package io.portprobe.internal.util;

import io.netty.util.internal.NativeLibraryLoader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads a native library of the packed Netty. In the packed jar, Netty's classes call this class in
 * place of {@link NativeLibraryLoader}: see {@code PackJar}.
 *
 * <p>The library is copied from the jar to a new file that only its owner can read, in the
 * temporary folder of the JVM. Netty does the same, with classes of the JDK that a program with one
 * probe needs for nothing else, such as those for secure random numbers. Netty's loader is used if
 * a property or a folder for it is set, and if the copy cannot be written or loaded: it tries
 * again, and its exception and its log lines are the same as without this class.
 */
public final class NativeLibrary {
  /** Properties that only Netty's loader reads. Relocation renames them. */
  private static final String[] PROPERTIES = {
    "io.netty.tmpdir",
    "io.netty.native.workdir",
    "io.netty.native.deleteLibAfterLoading",
    "io.netty.native.detectNativeLibraryDuplicates",
    "io.netty.native.tryPatchShadedId"
  };

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private NativeLibrary() {}

  /**
   * Loads a library. Blocks: it writes a file.
   *
   * @param name the name without the prefix of relocation, for example {@code
   *     netty_transport_native_epoll_x86_64}
   * @param loader the class loader of the jar with the library
   * @throws UnsatisfiedLinkError if the library cannot be loaded
   */
  public static void load(String name, ClassLoader loader) {
    String file = System.mapLibraryName(prefix() + name);
    if (isConfigured() || isInFolder(file, System.getProperty("java.library.path", ""))) {
      NativeLibraryLoader.load(name, loader);
      return;
    }
    try {
      loadCopy(file, loader, Path.of(System.getProperty("java.io.tmpdir")));
    } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
      loadByNetty(name, loader, e);
    }
  }

  /**
   * Initialises the JDK's class for the input and output of channels. Netty opens a selector for
   * this before it loads a native library: otherwise the library initialises the class while the
   * JVM loads it, and waits for ever for another thread that initialises the class at this time. A
   * selector needs a file descriptor, and its provider is searched for in all jars.
   *
   * @return null, which Netty does not close; a selector if this JDK has no such class
   * @throws IOException if the selector cannot be opened, which Netty ignores
   */
  public static @Nullable Selector prepareForChannels() throws IOException {
    try {
      Class.forName("sun.nio.ch.IOUtil", true, null);
      return null;
    } catch (ClassNotFoundException | SecurityException e) {
      return Selector.open();
    }
  }

  private static void loadByNetty(String name, ClassLoader loader, Throwable first) {
    try {
      NativeLibraryLoader.load(name, loader);
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      e.addSuppressed(first);
      throw e;
    }
  }

  /** Loads a copy of a library from a folder, and deletes the copy. */
  private static void loadCopy(String name, ClassLoader loader, Path folder) throws IOException {
    // No random number: a file that exists is never opened.
    Path copy = folder.resolve(Long.toHexString(System.nanoTime()) + name).toAbsolutePath();
    Files.createFile(copy, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      copy(name, loader, copy.toFile());
      System.load(copy.toString());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void copy(String name, ClassLoader loader, File to) throws IOException {
    try (InputStream library = loader.getResourceAsStream("META-INF/native/" + name)) {
      if (library == null) {
        throw new FileNotFoundException("META-INF/native/" + name);
      }
      try (OutputStream out = new FileOutputStream(to)) {
        out.write(library.readAllBytes());
      }
    }
  }

  private static boolean isConfigured() {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a folder contains a file.
   *
   * @param folders separated as in {@code java.library.path}
   */
  static boolean isInFolder(String file, String folders) {
    int start = 0;
    while (start < folders.length()) {
      int end = folders.indexOf(File.pathSeparatorChar, start);
      if (end < 0) {
        end = folders.length();
      }
      if (end > start && new File(folders.substring(start, end), file).exists()) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** The prefix of relocated libraries, by Netty's rule; empty if Netty is not relocated. */
  private static String prefix() {
    String loader = NativeLibraryLoader.class.getName();
    int prefix = loader.length() - "io!netty!util!internal!NativeLibraryLoader".length();
    return loader.substring(0, prefix).replace('.', '_');
  }
}

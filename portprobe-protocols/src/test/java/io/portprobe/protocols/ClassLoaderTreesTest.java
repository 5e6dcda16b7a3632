package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocols of portprobe in class loaders as executable jars, OSGi and servers have them. */
class ClassLoaderTreesTest {
  private static final List<String> BUNDLED = List.of("dns", "ldap", "msrpc", "netbios");

  /** An executable jar, or a bundle with portprobe inside: its parent sees the JDK only. */
  private static URLClassLoader isolated;

  @TempDir static Path folder;

  /** The plug-in of a web application. */
  public static final class WebProtocol extends ScriptedProtocol {
    /** For the service loader. */
    public WebProtocol() {
      super(Protocols.script("web-plugin").tcp(7777).send("PING\r\n").expect("[+]PONG"));
    }
  }

  /** A loader that finds its own classes before those of its parent, as the servlet spec wants. */
  private static final class ParentLast extends URLClassLoader {
    ParentLast(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && !name.startsWith("java.")) {
          try {
            loaded = findClass(name);
          } catch (ClassNotFoundException e) { // the parent has it
            return super.loadClass(name, resolve);
          }
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }

  @BeforeAll
  static void openIsolated() throws IOException {
    isolated = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
  }

  @AfterAll
  static void closeIsolated() throws IOException {
    isolated.close();
  }

  private static URL[] classPath() {
    return Pattern.compile(Pattern.quote(System.getProperty("path.separator")))
        .splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toUri())
        .map(ClassLoaderTreesTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(URI uri) {
    try {
      return uri.toURL();
    } catch (IOException e) {
      throw new AssertionError(uri.toString(), e);
    }
  }

  /** The names of the protocols that a client of a class loader discovers on this thread. */
  private static List<String> discovered(ClassLoader loader) {
    try {
      Class<?> type = loader.loadClass("io.portprobe.internal.dialogue.ProtocolRegistry");
      Object registry =
          type.getMethod("of", List.class, boolean.class, ClassLoader.class)
              .invoke(null, List.of(), true, null);
      return ((Collection<?>) type.getMethod("names").invoke(registry))
          .stream().map(Object::toString).toList();
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the registry of protocols", e);
    }
  }

  /** Discovers on a new thread with a context class loader. */
  private static List<String> discovered(ClassLoader loader, @Nullable ClassLoader context) {
    return CompletableFuture.supplyAsync(
            () -> discovered(loader),
            task -> {
              Thread thread = new Thread(task);
              thread.setContextClassLoader(context);
              thread.start();
            })
        .join();
  }

  @Test
  @DisplayName("A thread of the common pool finds the protocols of an isolated application")
  void commonPool() {
    assertThat(ForkJoinPool.commonPool().submit(() -> discovered(isolated)).join())
        .containsAll(BUNDLED);
  }

  @Test
  @DisplayName(
      "Threads with any context class loader find the protocols of an isolated application")
  void anyContext() throws IOException {
    assertThat(discovered(isolated, null)).containsAll(BUNDLED);
    assertThat(discovered(isolated, ClassLoader.getPlatformClassLoader())).containsAll(BUNDLED);
    assertThat(discovered(isolated, isolated)).containsAll(BUNDLED);
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(discovered(isolated, empty)).containsAll(BUNDLED);
    }
  }

  @Test
  @DisplayName("A web application with its own copy of portprobe does not use that of the server")
  void parentLast_withOwnCopy() throws Exception {
    try (ParentLast web = new ParentLast(classPath(), isolated)) {
      Class<?> own = web.loadClass(Protocol.class.getName());
      assertThat(own.getClassLoader()).isSameAs(web);

      assertThat(discovered(web, web)).containsAll(BUNDLED);
      assertThat(discovered(web, isolated)).containsAll(BUNDLED);
      assertThat(discovered(isolated, web)).containsAll(BUNDLED);
    }
  }

  @Test
  @DisplayName("A web application adds its plug-in to the portprobe that the server shares")
  void webPlugIn_withSharedCopy() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("WEB-INF/classes"));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Protocol.class.getName()), WebProtocol.class.getName());
    try (ParentLast web =
        new ParentLast(new URL[] {classes.toUri().toURL()}, ProbeClient.class.getClassLoader())) {
      List<String> names = discovered(ProbeClient.class.getClassLoader(), web);

      assertThat(names).containsAll(BUNDLED).contains("web-plugin");
      assertThat(discovered(ProbeClient.class.getClassLoader(), null)).doesNotContain("web-plugin");
    }
  }

  @Test
  @DisplayName("Where core does not see the bundle of the protocols, protocolsFrom finds them")
  void separateBundles() throws Exception {
    Path bundle = Files.createDirectories(folder.resolve("bundle/META-INF/services"));
    Files.writeString(bundle.resolve(Protocol.class.getName()), WebProtocol.class.getName());
    try (URLClassLoader other =
            new URLClassLoader(
                new URL[] {folder.resolve("bundle").toUri().toURL()},
                ProbeClient.class.getClassLoader());
        ProbeClient client = ProbeClient.builder().protocolsFrom(other).build()) {
      assertThat(Stream.concat(BUNDLED.stream(), Stream.of("web-plugin")))
          .isSubsetOf(client.protocols());
    }
  }
}

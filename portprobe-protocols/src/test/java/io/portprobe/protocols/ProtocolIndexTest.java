package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.protocols.internal.http.HttpProtocol;
import io.portprobe.protocols.internal.ssh.SshProtocol;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of portprobe's protocols, and their discovery by it. */
class ProtocolIndexTest {
  private static final String HTTP = HttpProtocol.class.getName();
  private static final String SSH = SshProtocol.class.getName();

  @TempDir private Path folder;

  /** A class loader with its own portprobe and further resources, but without some classes. */
  private static final class Application extends URLClassLoader {
    private final Set<String> missing;

    Application(Path resources, String... missing) throws MalformedURLException {
      super(classPath(resources), ClassLoader.getPlatformClassLoader());
      this.missing = new HashSet<>(Set.of(missing));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (missing.contains(name)) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }

    private static URL[] classPath(Path resources) throws MalformedURLException {
      return new URL[] {
        resources.toUri().toURL(), location(ProbeClient.class), location(HttpProtocol.class)
      };
    }

    private static URL location(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    boolean hasLoaded(String className) {
      return findLoadedClass(className) != null;
    }

    /** Returns the registry of the protocols that this class loader discovers. */
    Object registry() throws ReflectiveOperationException {
      return loadClass("io.portprobe.internal.dialogue.ProtocolRegistry")
          .getMethod("of", List.class, boolean.class, ClassLoader.class)
          .invoke(null, List.of(), true, this);
    }
  }

  private static Object call(Object target, String method, Object... arguments)
      throws ReflectiveOperationException {
    return arguments.length == 0
        ? target.getClass().getMethod(method).invoke(target)
        : target.getClass().getMethod(method, String.class).invoke(target, arguments);
  }

  private static String line(Protocol protocol) {
    String bindings =
        protocol.bindings().stream()
            .map(ProtocolIndexTest::text)
            .sorted()
            .collect(Collectors.joining(","));
    return protocol.getClass().getName() + "\t" + protocol.name() + "\t" + bindings;
  }

  private static String text(Binding binding) {
    String kind = binding.tls() ? "tls" : binding.transport().label();
    String suffix = binding.repliesFromAnyPort() ? "/any" : "";
    return kind + "/" + binding.port() + "/" + binding.priority() + suffix;
  }

  @Test
  void index_hasTheNamesAndDefaultPortsOfAllProtocols() throws IOException {
    assertThat(
            Files.readAllLines(
                Path.of("src/main/resources/io/portprobe/protocols/internal/protocols.tsv")))
        .containsExactlyElementsOf(
            ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.getClass().getName().startsWith("io.portprobe.protocols."))
                .map(ProtocolIndexTest::line)
                .toList());
  }

  @Test
  void protocol_isLoadedWhenItIsNeeded() throws Exception {
    try (Application application = new Application(folder)) {
      Object registry = application.registry();

      assertThat(application.hasLoaded(HTTP)).isFalse();
      Object entry = call(registry, "named", "http");
      assertThat(application.hasLoaded(HTTP)).isTrue();
      assertThat(call(entry, "protocol")).isSameAs(call(entry, "protocol"));
      assertThat(application.hasLoaded(SSH)).isFalse();
    }
  }

  @Test
  void protocolThatCannotBeLoaded_failsOnlyTheCallThatNamesIt() throws Exception {
    try (Application application = new Application(folder, SSH)) {
      Object registry = application.registry();

      assertThatThrownBy(() -> call(registry, "named", "ssh"))
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "protocol: 'ssh' (not loaded: %s: java.lang.ClassNotFoundException: %s)", SSH, SSH);
      assertThat(boundTo(application, registry, 22)).isEmpty();
      assertThat(boundTo(application, registry, 80)).isPresent();
      assertThat(call(registry, "named", "http")).isNotNull();
      assertThat(call(registry, "option", "snmp.community")).isNotNull();
    }
  }

  @Test
  void protocolThatCouldNotBeLoaded_isTriedAgain() throws Exception {
    try (Application application = new Application(folder, SSH)) {
      Object registry = application.registry();
      assertThat(boundTo(application, registry, 22)).isEmpty();

      application.missing.clear();

      assertThat(boundTo(application, registry, 22)).isPresent();
      assertThat(call(registry, "named", "ssh")).isNotNull();
    }
  }

  private static Optional<?> boundTo(Application application, Object registry, int port)
      throws ReflectiveOperationException {
    Class<?> transport = application.loadClass(Transport.class.getName());
    Object tcp = transport.getMethod("valueOf", String.class).invoke(null, "TCP");
    return (Optional<?>)
        registry.getClass().getMethod("boundTo", transport, int.class).invoke(registry, tcp, port);
  }

  @Test
  void protocols_besideAPlugIn_areDiscovered() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.portprobe.spi.Protocol"), "com.example.Missing # a plug-in\n");
    try (Application application = new Application(folder)) {
      Object names = call(application.registry(), "names");

      assertThat(names).asInstanceOf(InstanceOfAssertFactories.ITERABLE).contains("http", "ssh");
      assertThat(application.hasLoaded(HTTP)).isTrue();
    }
  }
}

package io.portprobe.testing.junit;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Peer;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A JUnit extension that injects parameters of type {@link ProbeClient}, and parameters with an
 * annotation that is marked by {@link InjectedBy} ({@link Faulty}, {@link PeerFrom}). It closes
 * what it injects, and fails tests that leak probes, scans or peers. The client is shared by the
 * whole run.
 *
 * <pre>{@code
 * @ExtendWith(PortprobeExtension.class)
 * class OutageTest {
 *   @Test
 *   void outage_isReported(ProbeClient client) {
 *     ProbeReport report = client.tcp("localhost", 5432).report().join();
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>A test or class fails if it leaves one of the following:
 *
 * <ul>
 *   <li>a probe or a scan of the injected client that is in flight when the test ends. The error
 *       names it, and the extension cancels it;
 *   <li>an injected peer that recorded {@link Peer#failures()};
 *   <li>a peer of {@code io.portprobe.faultkit} that was opened during the class and is open when
 *       the class ends. The error contains the place where it was opened. Not checked if tests run
 *       in parallel, because the owner of a peer is unknown then;
 *   <li>sockets or threads of the shared client that do not end within 10 s after the run, or after
 *       the class that registered the client.
 * </ul>
 *
 * <p>Arguments of a test method, a {@code @BeforeEach} or {@code @AfterEach} method, and of the
 * constructor if each test has a separate instance, belong to the test. They are closed and checked
 * when the test ends. All other arguments belong to the class.
 *
 * <p>Closing the injected client cancels its probes and scans. The shared client stays open.
 */
public final class PortprobeExtension
    implements ParameterResolver, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

  private final @Nullable Supplier<ProbeClient> clientFactory;

  /** Creates an extension with a client of default settings that the whole run shares. */
  public PortprobeExtension() {
    this.clientFactory = null;
  }

  private PortprobeExtension(Supplier<ProbeClient> factory) {
    this.clientFactory = factory;
  }

  /**
   * Creates an extension with a configured client. Assign it to a {@code static} field with
   * {@code @RegisterExtension}. The tests of the class and its {@code @Nested} classes share the
   * client, {@link RequiresListening} uses it too, and it is closed when the class ends.
   *
   * @param factory creates the client; called once for each such class, on first use
   * @return a new extension with a separate client
   */
  @CheckReturnValue
  public static PortprobeExtension using(Supplier<ProbeClient> factory) {
    return new PortprobeExtension(Objects.requireNonNull(factory, "factory"));
  }

  /** Returns the extension that the class or an enclosing class registers; else the default. */
  static PortprobeExtension of(ExtensionContext context) {
    return Stream.iterate(Optional.of(context), Optional::isPresent, o -> o.get().getParent())
        .flatMap(around -> around.get().getTestClass().stream())
        .flatMap(type -> registered(type).stream())
        .findFirst()
        .orElseGet(PortprobeExtension::new);
  }

  private static Optional<PortprobeExtension> registered(Class<?> type) {
    return AnnotationSupport.findAnnotatedFieldValues(
            type, RegisterExtension.class, PortprobeExtension.class)
        .stream()
        .reduce((inherited, own) -> own);
  }

  /** Returns the client that the run or the class shares. */
  ProbeClient shared(ExtensionContext context) {
    return clientFactory == null
        ? StoredClient.of(context.getRoot(), "default", ProbeClient::create)
        : StoredClient.of(outermostClass(context), this, clientFactory);
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    return Stream.iterate(Optional.of(context), Optional::isPresent, o -> o.get().getParent())
        .map(Optional::get)
        .filter(around -> around.getTestClass().isPresent())
        .reduce((inner, outer) -> outer)
        .orElse(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ProbeClient.class
        || factory(parameter.getParameter()).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    InjectionScope scope = InjectionScope.of(context);
    Optional<Class<? extends ParameterFactory>> factory = factory(parameter.getParameter());
    return factory.isEmpty()
        ? scope.client(shared(context))
        : scope.keep(create(factory.get(), parameter.getParameter()));
  }

  /** Arguments of a constructor belong to the test if each test has a separate instance. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  private static Optional<Class<? extends ParameterFactory>> factory(Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(InjectedBy.class))
        .filter(Objects::nonNull)
        .<Class<? extends ParameterFactory>>map(InjectedBy::value)
        .findFirst();
  }

  private static InjectedArgument create(
      Class<? extends ParameterFactory> type, Parameter parameter) {
    InjectedArgument injected;
    try {
      ParameterFactory factory = ReflectionSupport.newInstance(type);
      boolean mayFail = factory.mayFail(parameter);
      injected = new InjectedArgument(factory.create(parameter), mayFail);
    } catch (Exception e) {
      throw new ParameterResolutionException(
          parameter + ": creating the argument with " + type.getName() + " failed: " + e, e);
    }
    if (!parameter.getType().isInstance(injected.argument())) {
      ParameterResolutionException misfit =
          new ParameterResolutionException(
              "%s: %s created a %s (expected: %s)"
                  .formatted(
                      parameter,
                      type.getName(),
                      injected.argument().getClass().getName(),
                      parameter.getType().getName()));
      injected.close(parameter.toString()).forEach(misfit::addSuppressed);
      throw misfit;
    }
    return injected;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    InjectionScope.of(context).openBefore(Peer.open().keySet());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    InjectionScope.of(context).checkProbes();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    InjectionScope scope = InjectionScope.of(context);
    scope.checkProbes();
    scope.close();
    if (!context.getConfigurationParameter(PARALLEL).map(Boolean::parseBoolean).orElse(false)) {
      scope.checkPeers();
    }
  }

  /**
   * Returns the kind of client that this extension injects.
   *
   * @return for example {@code "portprobe extension with the shared client"}
   */
  @Override
  public String toString() {
    return "portprobe extension with "
        + (clientFactory == null ? "the shared client" : "a client of the class");
  }
}

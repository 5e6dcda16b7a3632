package io.portprobe.testing.junit;

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
 * Injects into tests a {@link ProbeClient} that the whole run shares, by parameters, and what
 * annotations ask for that are marked {@link InjectedBy}; closes it all, and fails a test that left
 * something behind.
 *
 * <pre>{@code
 * @ExtendWith(PortprobeExtension.class)
 * class OutageTest {
 *   @Test
 *   void tellsAnOutage(ProbeClient client) {
 *     ProbeReport report = client.tcp("localhost", 5432).report().join();
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>What counts as left behind:
 *
 * <ul>
 *   <li>a probe or a scan that the injected client began and that is still in flight when the test
 *       ends: it is named, and cancelled;
 *   <li>what an injected peer met and had not expected: see {@link Peer#failures()};
 *   <li>a testkit peer that was opened in the class and is open when the class ends; it is told
 *       where it was opened. Where tests run in parallel, nobody can tell whose it is, and nothing
 *       is said;
 *   <li>sockets and threads of the shared client that do not end within ten seconds after the run,
 *       or after the class that it is of.
 * </ul>
 *
 * <p>What is injected into a test method, a {@code @BeforeEach} or {@code @AfterEach} method or,
 * where each test has an instance of its own, the constructor belongs to that test and is closed
 * and checked when it ends. All else belongs to the class, and fails that.
 *
 * <p>Closing the injected client cancels what it began and leaves the shared one open.
 */
public final class PortprobeExtension
    implements ParameterResolver, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

  private final @Nullable Supplier<ProbeClient> maker;

  /** Made by JUnit: the whole run shares a client that has every default. */
  public PortprobeExtension() {
    this.maker = null;
  }

  private PortprobeExtension(Supplier<ProbeClient> maker) {
    this.maker = maker;
  }

  /**
   * For a client that is set up otherwise; put it into a {@code static} field with
   * {@code @RegisterExtension}. {@link RequiresListening} asks by that client, too. The tests of
   * the class, {@code @Nested} ones included, share it, and it is closed when the class ends.
   *
   * @param maker called once for each such class, when the client is first needed
   * @return a new extension with a client of its own
   */
  public static PortprobeExtension using(Supplier<ProbeClient> maker) {
    return new PortprobeExtension(Objects.requireNonNull(maker, "maker"));
  }

  /** The one in a {@code static} field of the test class, or of one around it; else the default. */
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

  ProbeClient shared(ExtensionContext context) {
    return maker == null
        ? StoredClient.of(context.getRoot(), "default", ProbeClient::create)
        : StoredClient.of(outermostClass(context), this, maker);
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
        : scope.keep(make(factory.get(), parameter.getParameter()));
  }

  /** An instance that one test has to itself belongs to that test, with all it was made of. */
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

  private static InjectedArgument make(
      Class<? extends ParameterFactory> type, Parameter parameter) {
    InjectedArgument injected;
    try {
      ParameterFactory factory = ReflectionSupport.newInstance(type);
      boolean mayFail = factory.mayFail(parameter);
      injected = new InjectedArgument(factory.make(parameter), mayFail);
    } catch (Exception e) {
      throw new ParameterResolutionException(
          type.getName() + " could not make the argument for " + parameter + ": " + e, e);
    }
    if (!parameter.getType().isInstance(injected.argument())) {
      ParameterResolutionException misfit =
          new ParameterResolutionException(
              "%s: %s made a %s (expected: %s)"
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
}

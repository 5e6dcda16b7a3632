package io.portprobe.testing.junit;

import io.portprobe.ProbeClient;
import io.portprobe.testing.PortAssert;
import io.portprobe.testing.PortAssertions;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.text.PortNotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/** The extension that implements {@link RequiresListening}, which registers it. Thread-safe. */
public final class RequiresListeningExtension
    implements ExecutionCondition,
        BeforeAllCallback,
        TestInstancePreConstructCallback,
        BeforeEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(RequiresListeningExtension.class);

  /** Runs each assertion on a separate thread, because assertions block. */
  private static final Executor THREAD_PER_PORT =
      task -> {
        Thread thread = new Thread(task, "portprobe-requires");
        thread.setDaemon(true);
        thread.start();
      };

  /**
   * The name of the JUnit configuration parameter, or system property, that turns skips into
   * failures if its value is {@code true}.
   */
  public static final String OR_FAIL = "io.portprobe.testing.junit.orFail";

  /** Creates the extension; called by JUnit. */
  public RequiresListeningExtension() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> unmet =
        requirements(context.getElement()).stream()
            .filter(requirement -> !isOrFail(requirement, context))
            .flatMap(requirement -> unmet(requirement, context).stream())
            .map(AssertionError::getMessage)
            .toList();
    return unmet.isEmpty()
        ? ConditionEvaluationResult.enabled("all required ports are listening")
        : ConditionEvaluationResult.disabled(String.join("\n", unmet));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    requireOnce(context);
  }

  /** Checks before the constructor, which may connect itself and fail with a poorer message. */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    requireOnce(context);
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    requireOnce(context);
  }

  private static void requireOnce(ExtensionContext context) {
    AtomicBoolean checked =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                context.getUniqueId(), id -> new AtomicBoolean(), AtomicBoolean.class);
    if (checked.compareAndSet(false, true)) {
      require(context);
    }
  }

  /** Fails the test for unmet requirements with {@code orFail}: a condition can only skip. */
  private static void require(ExtensionContext context) {
    List<AssertionError> unmet =
        requirements(context.getElement()).stream()
            .filter(requirement -> isOrFail(requirement, context))
            .flatMap(requirement -> unmet(requirement, context).stream())
            .toList();
    if (unmet.size() == 1) {
      throw AssertionErrors.copy(unmet.get(0));
    }
    if (!unmet.isEmpty()) {
      AssertionError error =
          AssertionErrors.create(
              unmet.stream().map(AssertionError::getMessage).collect(Collectors.joining("\n")),
              "all required ports as required",
              "unmet requirements: " + unmet.size(),
              unmet.get(0));
      unmet.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }

  private static List<RequiresListening> requirements(Optional<AnnotatedElement> element) {
    return AnnotationSupport.findRepeatableAnnotations(element, RequiresListening.class);
  }

  private static boolean isOrFail(RequiresListening requirement, ExtensionContext context) {
    return requirement.orFail()
        || context.getConfigurationParameter(OR_FAIL).map(Boolean::parseBoolean).orElse(false);
  }

  private static List<AssertionError> unmet(
      RequiresListening requirement, ExtensionContext context) {
    Duration within = DurationText.parse(requirement.within());
    ProbeClient client = PortprobeExtension.of(context).shared(context);
    return Arrays.stream(requirement.value())
        .flatMap(ports -> PortNotation.parseAll(ports).stream())
        .map(
            port ->
                CompletableFuture.supplyAsync(() -> unmet(port, client, within), THREAD_PER_PORT))
        .toList() // start all probes before joining the first
        .stream()
        .flatMap(result -> join(result).stream())
        .toList();
  }

  private static Optional<AssertionError> join(CompletableFuture<Optional<AssertionError>> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      throw e;
    }
  }

  private static Optional<AssertionError> unmet(
      PortNotation port, ProbeClient client, Duration within) {
    PortAssert assertion =
        PortAssertions.assertThatPort(client.probe(port.toString())).within(within);
    Optional<String> protocol =
        port.namedProtocol(client.protocols()).map(PortNotation.NamedProtocol::protocol);
    try {
      var unused =
          protocol.isPresent() ? assertion.speaks(protocol.get()) : assertion.isListening();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  /**
   * Returns the name of this extension.
   *
   * @return {@code "RequiresListening extension"}
   */
  @Override
  public String toString() {
    return "RequiresListening extension";
  }
}

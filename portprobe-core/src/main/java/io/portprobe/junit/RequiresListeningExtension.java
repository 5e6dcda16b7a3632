package io.portprobe.junit;

import io.portprobe.ProbeClient;
import io.portprobe.assertions.PortAssert;
import io.portprobe.assertions.PortAssertions;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Acts on {@link RequiresListening}, which registers it. */
public final class RequiresListeningExtension
    implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback {
  /**
   * The configuration parameter of JUnit, or system property, that makes failures of skips when it
   * is {@code true}.
   */
  public static final String OR_FAIL = "io.portprobe.junit.orFail";

  /** Made by JUnit. */
  public RequiresListeningExtension() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> unmet =
        requirements(context.getElement()).stream()
            .filter(requirement -> !failing(requirement, context))
            .flatMap(requirement -> unmet(requirement, context).stream())
            .map(AssertionError::getMessage)
            .toList();
    return unmet.isEmpty()
        ? ConditionEvaluationResult.enabled("every required port is there")
        : ConditionEvaluationResult.disabled(String.join("\n", unmet));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    require(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    require(context);
  }

  /** A condition cannot fail a test; this does, for those requirements that are to. */
  private static void require(ExtensionContext context) {
    List<AssertionError> unmet =
        requirements(context.getElement()).stream()
            .filter(requirement -> failing(requirement, context))
            .flatMap(requirement -> unmet(requirement, context).stream())
            .toList();
    if (!unmet.isEmpty()) {
      AssertionError error =
          new AssertionError(
              unmet.stream().map(AssertionError::getMessage).collect(Collectors.joining("\n")),
              unmet.get(0));
      unmet.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }

  private static List<RequiresListening> requirements(Optional<AnnotatedElement> element) {
    return AnnotationSupport.findRepeatableAnnotations(element, RequiresListening.class);
  }

  private static boolean failing(RequiresListening requirement, ExtensionContext context) {
    return requirement.orFail()
        || context.getConfigurationParameter(OR_FAIL).map(Boolean::parseBoolean).orElse(false);
  }

  private static List<AssertionError> unmet(
      RequiresListening requirement, ExtensionContext context) {
    Duration within = DurationText.parse(requirement.within());
    ProbeClient client = PortprobeExtension.of(context).shared(context);
    return Arrays.stream(requirement.value())
        .map(PortNotation::parse)
        .flatMap(port -> unmet(port, client, within).stream())
        .toList();
  }

  private static Optional<AssertionError> unmet(
      PortNotation port, ProbeClient client, Duration within) {
    PortAssert assertion =
        PortAssertions.assertThatPort(client, port.endpoint(client)).within(within);
    try {
      var unused =
          port.protocol().isPresent()
              ? assertion.speaks(port.protocol().get())
              : assertion.isListening();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }
}

package io.portprobe.examples.connectivity.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs a test class inside a test, as a launcher would. */
final class Run {
  private Run() {}

  static EngineExecutionResults of(Class<?> type) {
    return of(type, Map.of());
  }

  static EngineExecutionResults of(Class<?> type, Map<String, String> parameters) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .configurationParameters(parameters)
        .execute();
  }

  /** The messages of what failed. */
  static List<String> failures(Events events) {
    return events.failed().stream()
        .map(event -> event.getPayload(TestExecutionResult.class))
        .map(result -> result.orElseThrow().getThrowable().orElseThrow().getMessage())
        .toList();
  }

  /** The reasons of what was skipped. */
  static List<String> skips(Events events) {
    return events.skipped().stream()
        .map(event -> event.getPayload(String.class).orElseThrow())
        .toList();
  }
}

package io.portprobe.testing.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * A run of test classes in a separate JUnit engine.
 *
 * @param results the events of the run
 */
record EngineRun(EngineExecutionResults results) {
  static EngineRun of(Class<?>... types) {
    return with(Map.of(), types);
  }

  /**
   * Runs classes with configuration parameters, one method at a time. System properties apply too,
   * as in a build.
   */
  static EngineRun with(Map<String, String> parameters, Class<?>... types) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .enableImplicitConfigurationParameters(true)
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .configurationParameters(parameters);
    Stream.of(types).forEach(type -> kit.selectors(selectClass(type)));
    return new EngineRun(kit.execute());
  }

  /** Returns the names of the tests that passed, in order. */
  List<String> passed() {
    return results.testEvents().succeeded().map(EngineRun::name).toList();
  }

  /** Returns the names of the tests and classes that failed, in order. */
  List<String> failed() {
    return results.allEvents().failed().map(EngineRun::name).toList();
  }

  /** Returns the failure of a test or class. */
  Throwable failure(String name) {
    return results
        .allEvents()
        .failed()
        .filter(event -> name(event).equals(name))
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " did not fail, but: " + failed()));
  }

  /** Returns the reason why a test or class was skipped. */
  String skip(String name) {
    return results
        .allEvents()
        .skipped()
        .filter(event -> name(event).equals(name))
        .map(event -> event.getRequiredPayload(String.class))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " was not skipped, but: " + this));
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName();
  }

  @Override
  public String toString() {
    return results.allEvents().list().toString();
  }
}

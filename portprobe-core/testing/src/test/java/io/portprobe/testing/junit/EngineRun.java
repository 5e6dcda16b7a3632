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
 * A run of test classes in an engine of its own, as a build has one.
 *
 * @param results what came of it
 */
record EngineRun(EngineExecutionResults results) {
  static EngineRun of(Class<?>... types) {
    return with(Map.of(), types);
  }

  /** With configuration parameters; system properties count, too, as they do in a build. */
  static EngineRun with(Map<String, String> parameters, Class<?>... types) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .enableImplicitConfigurationParameters(true)
            .configurationParameters(parameters);
    Stream.of(types).forEach(type -> kit.selectors(selectClass(type)));
    return new EngineRun(kit.execute());
  }

  /** The names of the tests that were run and found nothing wrong, in order. */
  List<String> passed() {
    return results.testEvents().succeeded().map(EngineRun::name).toList();
  }

  /** The names of the tests and classes that failed, in order. */
  List<String> failed() {
    return results.allEvents().failed().map(EngineRun::name).toList();
  }

  /** What a test or class failed with. */
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

  /** Why a test or class was skipped. */
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

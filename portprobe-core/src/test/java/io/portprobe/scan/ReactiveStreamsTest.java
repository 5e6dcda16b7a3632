package io.portprobe.scan;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.portprobe.ProbeClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/** The Reactive Streams TCK, whose TestNG tests JUnit runs one by one. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class ReactiveStreamsTest {
  /** The timeout of expected signals. */
  private static final int SIGNAL_TIMEOUT_MILLIS = 3_000;

  /** How long a cancelled subscription may keep its subscriber, which no event reports. */
  private static final int GONE_MILLIS = 2_000;

  private static final ProbeClient CLIENT = ProbeClient.create();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    List<Method> rules =
        Arrays.stream(FlowPublisherVerification.class.getMethods())
            .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
            .toList();
    if (rules.size() < 30) {
      throw new IllegalStateException("only " + rules.size() + " rules were found");
    }
    return rules.stream().map(rule -> dynamicTest(rule.getName(), () -> check(rule)));
  }

  private static void check(Method rule) throws Throwable {
    Verification verification = new Verification();
    verification.setUp();
    try {
      rule.invoke(verification);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SkipException skipped) {
        abort(skipped.getMessage());
      }
      throw e.getCause();
    }
  }

  /** A scan of as many loopback ports as a rule needs elements. */
  private static final class Verification extends FlowPublisherVerification<ScanResult> {
    Verification() {
      super(new TestEnvironment(SIGNAL_TIMEOUT_MILLIS, 50), GONE_MILLIS);
    }

    @Override
    public Flow.Publisher<ScanResult> createFlowPublisher(long elements) {
      if (elements == 0) {
        return CLIENT.scan().hosts("127.0.0.1").exclude("127.0.0.1").tcp("1").results();
      }
      int ports = (int) Math.min(elements, 60_000);
      return CLIENT.scan().hosts("127.0.0.1").tcp("1-" + ports).results();
    }

    /** A scan that cannot start, because it has no ports. */
    @Override
    public Flow.Publisher<ScanResult> createFailedFlowPublisher() {
      return CLIENT.scan().hosts("127.0.0.1").results();
    }

    @Override
    public long maxElementsFromPublisher() {
      return 60_000;
    }
  }
}

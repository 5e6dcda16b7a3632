package io.portprobe.examples.connectivity.junit;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.testing.junit.RequiresListening;
import io.portprobe.testing.junit.RequiresListeningExtension;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class RequiresListeningTest {
  /** What the requirements are set on: a free port's number is no constant. */
  public static class Case {
    @Test
    void runs() {}
  }

  private static Class<?> requiring(String within, boolean orFail, String... ports) {
    return new ByteBuddy()
        .subclass(Case.class)
        .name(Case.class.getName() + "Requiring")
        .annotateType(
            AnnotationDescription.Builder.ofType(RequiresListening.class)
                .defineArray("value", ports)
                .define("within", within)
                .define("orFail", orFail)
                .build())
        .make()
        .load(Case.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
        .getLoaded();
  }

  @Test
  @DisplayName("A test runs if the port is listening")
  void runs() {
    try (TcpPeer db = TcpPeer.silent()) {
      Run.of(requiring("20 s", false, endpointOf(db).toString(), "localhost:" + db.port()))
          .testEvents()
          .assertStatistics(events -> events.succeeded(1).failed(0));
    }
  }

  @Test
  @DisplayName("A test is skipped with the report if nothing listens or if that is not proven")
  void skipped() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        UdpPeer silent = UdpPeer.silent()) {
      EngineExecutionResults run =
          Run.of(
              requiring(
                  "2 s", // a silent UDP port takes the whole time
                  false,
                  endpointOf(open).toString(),
                  closed.host() + ":" + closed.port(),
                  endpointOf(silent).toString()));

      run.testEvents().assertStatistics(events -> events.started(0));
      assertThat(Run.skips(run.containerEvents()))
          .singleElement()
          .asString()
          .contains(
              endpointOf(closed) + " to be listening, but it is NOT LISTENING (refused)",
              endpointOf(silent) + " to be listening, which is not proven: it is LISTENING or")
          .doesNotContain(endpointOf(open).toString());
    }
  }

  @Test
  @DisplayName("A test fails instead with orFail on the annotation or the run")
  void fails() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      String port = endpointOf(closed).toString();
      for (EngineExecutionResults run :
          List.of(
              Run.of(requiring("20 s", true, port)),
              Run.of(
                  requiring("20 s", false, port),
                  Map.of(RequiresListeningExtension.OR_FAIL, "true")))) {
        run.testEvents().assertStatistics(events -> events.started(0));
        assertThat(Run.failures(run.containerEvents()))
            .singleElement()
            .asString()
            .contains(port + " to be listening, but it is NOT LISTENING (refused)");
      }
    }
  }

  /** The example of the page. It is not run, because other servers may use these ports. */
  static class DirectoryImport {
    // README: requires
    @RequiresListening("localhost:5432")
    @RequiresListening(value = "ldap://localhost:389", within = "500 ms", orFail = true)
    @Test
    void importsPeople() {}
    // end
  }
}

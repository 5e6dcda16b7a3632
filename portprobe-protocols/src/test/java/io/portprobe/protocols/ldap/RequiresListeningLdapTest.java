package io.portprobe.protocols.ldap;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.test;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Tag("slow")
class RequiresListeningLdapTest {
  @TempDir private Path folder;

  /** Compiles and runs a test class whose annotation names the peer's port. */
  private Events run(String scheme, Peer peer) throws Exception {
    String notation = scheme + "://" + peer.host() + ":" + peer.port();
    String text =
        """
        @io.portprobe.testing.junit.RequiresListening("%s")
        class Guarded { @org.junit.jupiter.api.Test void runs() {} }
        """
            .formatted(notation);
    Path file = Files.writeString(folder.resolve("Guarded.java"), text);
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    String classPath = System.getProperty("java.class.path");
    String target = folder.toString();
    assertThat(javac.run(out, out, "-proc:none", "-cp", classPath, "-d", target, file.toString()))
        .as("javac: %s", said)
        .isZero();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(loader.loadClass("Guarded")))
          .execute()
          .allEvents();
    }
  }

  @Test
  void directoryListening_runsClass() throws Exception {
    try (DirectoryPeer directory = DirectoryPeer.start()) {
      for (String scheme : new String[] {"ldap", "ldap+udp"}) {
        run(scheme, directory)
            .assertThatEvents()
            .haveExactly(1, event(test("runs"), finishedSuccessfully()));
      }
    }
  }

  @Test
  void otherProtocolListening_skipsClassWithReason() throws Exception {
    try (TcpPeer garbage = TcpPeer.garbage(1)) {
      run("ldap", garbage)
          .assertThatEvents()
          .haveExactly(
              1,
              event(
                  skippedWithReason(
                      reason ->
                          reason.contains(endpointOf(garbage) + " to speak ldap")
                              && reason.contains("ldap: mismatch"))))
          .doNotHave(event(test("runs")));
    }
  }
}

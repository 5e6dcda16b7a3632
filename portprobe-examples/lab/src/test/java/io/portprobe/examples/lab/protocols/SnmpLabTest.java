package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.snmp.Snmp;
import io.portprobe.protocols.snmp.SnmpAgent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares findings with snmpget of Net-SNMP. */
@InLab
class SnmpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static String snmpget(String object, String... credentials) {
    String[] command = {"snmpget", "-Oqvn", "-Ir", Lab.SRV, object};
    String[] all = new String[command.length + credentials.length];
    System.arraycopy(command, 0, all, 0, 3);
    System.arraycopy(credentials, 0, all, 3, credentials.length);
    System.arraycopy(command, 3, all, 3 + credentials.length, 2);
    return String.join("", Tool.run(all)).replaceAll("^\"|\"$", "");
  }

  private static String snmpget(String object) {
    return snmpget(object, "-v2c", "-cpublic");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void systemGroup_equalsThatOfSnmpget(Transport transport) {
    ProbeReport report = LAB.probe(transport, Lab.SRV, 161).report().join();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    SnmpAgent agent =
        report.finding(SnmpAgent.class).orElseThrow(() -> new AssertionError(report.explain()));
    assertThat(agent.version()).isEqualTo("SNMPv2c");
    assertThat(agent.description()).contains(snmpget(".1.3.6.1.2.1.1.1.0"));
    assertThat("." + agent.objectId().orElseThrow()).isEqualTo(snmpget(".1.3.6.1.2.1.1.2.0"));
    assertThat(agent.name()).contains(snmpget(".1.3.6.1.2.1.1.5.0"));
    long theirHundredths = Long.parseLong(snmpget(".1.3.6.1.2.1.1.3.0", "-Ot", "-v2c", "-cpublic"));
    assertThat(agent.upTime().orElseThrow())
        .isBetween(
            Duration.ofMillis(10 * theirHundredths).minusMinutes(5),
            Duration.ofMillis(10 * theirHundredths));
    assertThat(agent.facts().product()).contains("Net-SNMP");
  }

  @Test
  void engine_equalsThatOfSnmpget_ifTheCommunityIsWrong() {
    ProbeReport report = LAB.udp(Lab.SRV, 161).option(Snmp.COMMUNITY, "wrong").report().join();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    SnmpAgent.Engine engine =
        report.finding(SnmpAgent.class).flatMap(SnmpAgent::engine).orElseThrow();
    String theirs =
        snmpget(
            ".1.3.6.1.6.3.10.2.1.1.0",
            "-v3",
            "-utestuser",
            "-lauthPriv",
            "-aSHA",
            "-Aauthpass123",
            "-xAES",
            "-Xprivpass123");
    assertThat(engine.id()).isEqualToIgnoringCase(theirs.replace(" ", ""));
    assertThat(engine.enterprise()).hasValue(8072);
    assertThat(engine.boots()).isPositive();
  }
}

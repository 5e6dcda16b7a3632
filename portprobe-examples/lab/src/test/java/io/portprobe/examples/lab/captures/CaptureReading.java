package io.portprobe.examples.lab.captures;

import io.portprobe.ProbeReport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.protocols.netbios.NodeStatus;
import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a report in the fields of a {@link CaptureCase}. */
final class CaptureReading {
  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  private CaptureReading() {}

  static Map<String, List<String>> of(ProbeReport report) {
    CaptureReading reading = new CaptureReading();
    reading.put("state", report.state());
    report.dialogue().ifPresent(dialogue -> reading.put("outcome", dialogue.outcome()));
    report.findings().forEach(reading::read);
    return reading.fields;
  }

  private void put(String field, Object value) {
    fields.computeIfAbsent(field, name -> new ArrayList<>()).add(String.valueOf(value));
  }

  private void put(String field, Optional<?> value) {
    value.ifPresent(present -> put(field, present));
  }

  private void flag(StringBuilder flags, boolean set, String name) {
    flags.append(set ? name : "");
  }

  private void read(Finding finding) {
    if (finding instanceof NodeStatus status) {
      put("finding", "NodeStatus");
      readNodeStatus(status);
    } else if (finding instanceof NameQueryResponse response) {
      put("finding", "NameAnswer");
      response
          .owners()
          .forEach(
              owner ->
                  put(
                      "owner",
                      owner.address()
                          + (owner.group() ? " group " : " unique ")
                          + owner.nodeType()));
      put("ttl", response.ttl());
      put("authoritative", response.authoritative());
      put("recursionAvailable", response.recursionAvailable());
      put("error", response.error());
    } else if (finding instanceof SessionResponse response) {
      put("finding", "SessionAnswer");
      put("kind", response.kind());
    } else if (finding instanceof EndpointMap map) {
      put("finding", "EndpointMap");
      put("count", map.endpoints().size());
      put("complete", map.complete());
      map.endpoints().forEach(endpoint -> put("endpoint", text(endpoint)));
    } else if (finding instanceof RootDse rootDse) {
      put("finding", "RootDse");
      readRootDse(rootDse);
    } else if (finding instanceof DnsAnswer answer) {
      put("finding", "DnsAnswer");
      readDns(answer);
    }
  }

  private void readNodeStatus(NodeStatus status) {
    for (NodeName name : status.names()) {
      StringBuilder text =
          new StringBuilder(
              "%s<%02x> %s %s"
                  .formatted(
                      name.name(),
                      name.suffix(),
                      name.group() ? "group" : "unique",
                      name.nodeType()));
      flag(text, name.active(), " active");
      flag(text, name.conflict(), " conflict");
      flag(text, name.deregistering(), " deregistering");
      flag(text, name.permanent(), " permanent");
      put("name", text);
    }
    put("unitId", status.unitId());
    status.statistics().forEach((name, value) -> put("stat." + name, value));
    put("computerName", status.computerName());
    put("workgroup", status.workgroup());
    put("domain", status.domain());
  }

  private static String text(MappedEndpoint endpoint) {
    String annotation = endpoint.annotation().isEmpty() ? "" : " " + endpoint.annotation();
    return endpoint.interfaceId()
        + " v"
        + endpoint.version()
        + " "
        + endpoint.objectId().map(Object::toString).orElse("-")
        + " "
        + endpoint.stringBinding()
        + annotation;
  }

  private void readRootDse(RootDse rootDse) {
    for (LdapAttribute attribute : rootDse.attributes()) {
      attribute
          .values()
          .forEach(
              value ->
                  put("attr." + attribute.name(), value.replace("\n", "\\n").replace("\r", "\\r")));
      put("attrs", attribute.name());
    }
    put("complete", rootDse.complete());
    put("result", rootDse.result().map(result -> result.code()));
    put(
        "diagnostic",
        rootDse.result().map(result -> result.diagnosticMessage()).filter(text -> !text.isEmpty()));
    put("isActiveDirectory", rootDse.isActiveDirectory());
    put("domainLevel", rootDse.domainFunctionality());
    put("currentTime", rootDse.currentTime());
    rootDse.netlogon().ifPresent(this::readNetlogon);
  }

  private void readNetlogon(Netlogon netlogon) {
    put("nl.opcode", netlogon.opcode());
    put("nl.ntVersion", Integer.toHexString(netlogon.ntVersion()));
    put("nl.guid", netlogon.domainGuid());
    put("nl.forest", netlogon.forest());
    put("nl.domain", netlogon.domain());
    put("nl.host", netlogon.host());
    put("nl.nbDomain", netlogon.netbiosDomain());
    put("nl.nbHost", netlogon.netbiosHost());
    put("nl.user", netlogon.user());
    put("nl.site", netlogon.site());
    put("nl.clientSite", netlogon.clientSite());
    put("nl.nextSite", netlogon.nextClosestSite());
    put("nl.address", netlogon.address());
    int named = netlogon.flags().stream().mapToInt(DomainControllerFlag::bit).sum();
    put("nl.flags", Integer.toHexString(netlogon.unnamedFlags() | named));
    put("nl.unnamedFlags", Integer.toHexString(netlogon.unnamedFlags()));
    put("nl.lmNt", Integer.toHexString(netlogon.lmNtToken()));
    put("nl.lm20", Integer.toHexString(netlogon.lm20Token()));
  }

  private void readDns(DnsAnswer answer) {
    put("rcode", answer.rcode());
    StringBuilder flags = new StringBuilder();
    flag(flags, answer.flags().authoritative(), "aa ");
    flag(flags, answer.flags().truncated(), "tc ");
    flag(flags, answer.flags().recursionDesired(), "rd ");
    flag(flags, answer.flags().recursionAvailable(), "ra ");
    flag(flags, answer.flags().authenticData(), "ad ");
    flag(flags, answer.flags().checkingDisabled(), "cd ");
    put("flags", flags);
    put("transport", answer.transport().label());
    put("size", answer.size());
    put("complete", answer.complete());
    answer.answers().forEach(record -> put("an", text(record)));
    answer.authority().forEach(record -> put("ns", text(record)));
    answer.additional().forEach(record -> put("ar", text(record)));
    put(
        "edns",
        answer
            .edns()
            .map(
                edns ->
                    edns.version() + " " + edns.payloadSize() + (edns.dnssecOk() ? " do" : "")));
    put("nsid", answer.nsid());
  }

  private static String text(DnsRecord record) {
    return String.join(
        "\t",
        record.name(),
        String.valueOf(record.ttl()),
        record.recordClass(),
        record.type(),
        record.data());
  }
}

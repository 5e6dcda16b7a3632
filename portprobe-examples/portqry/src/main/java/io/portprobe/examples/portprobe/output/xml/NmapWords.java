package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.PortState;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure;

/** States and reasons in nmap's words (portreasons.cc and nmap.cc of nmap 7.93). */
final class NmapWords {
  private NmapWords() {}

  static String state(PortState state) {
    return switch (state) {
      case LISTENING -> "open";
      case NOT_LISTENING -> "closed";
      case FILTERED -> "filtered";
      case LISTENING_OR_FILTERED -> "open|filtered";
    };
  }

  static String reason(ResultRecord result) {
    return switch (result.reason().orElseThrow()) {
      case ACCEPTED -> "syn-ack";
      case REPLIED, UNEXPECTED_REPLY -> "udp-response";
      case REFUSED -> "conn-refused";
      case PORT_UNREACHABLE -> "port-unreach";
      case TIMED_OUT, SILENT -> "no-response";
      case HOST_UNREACHABLE -> "host-unreach";
      case NET_UNREACHABLE -> "net-unreach";
      case PROTOCOL_UNREACHABLE -> "proto-unreach";
      case ADMIN_PROHIBITED -> "admin-prohibited";
      case UNREACHABLE -> "dest-unreach";
    };
  }

  /** Returns why a port was not probed. */
  static String failure(ResultRecord result) {
    return result.endpoint() + ": " + result.failure().map(Failure::message).orElse("");
  }
}

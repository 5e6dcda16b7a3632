package io.portprobe.testing.contract;

import io.portprobe.PortState;
import io.portprobe.Transport;

/** The rules about which expectations and settings of a port may be combined. */
final class EntryRules {
  private EntryRules() {}

  /**
   * Checks an entry.
   *
   * @throws IllegalArgumentException for a combination that cannot be checked; the message names
   *     the key and what was expected
   */
  static void check(ContractEntry entry) {
    boolean speaks = entry.protocol().isPresent();
    if (!speaks && !(entry.lines().isEmpty() && entry.values().isEmpty())) {
      throw wrong("protocol: missing", "a protocol, because there are lines or values");
    }
    if (!speaks && !entry.probe().options().isEmpty()) {
      throw wrong("protocol: missing", "a protocol, because there are options");
    }
    if (speaks && (entry.answer().isPresent() || entry.probe().payload().isPresent())) {
      throw wrong(
          "protocol: " + entry.protocol().get(), "none, because there is a payload or answer");
    }
    checkTransport(entry);
    boolean talks = entry.certificate().isPresent() || entry.answer().isPresent();
    if (talks && (entry.isBlocked() || entry.state() != PortState.LISTENING)) {
      throw wrong(
          "state: " + entry.stateWord(), "listening, because there is a certificate or an answer");
    }
  }

  private static void checkTransport(ContractEntry entry) {
    boolean udp = entry.endpoint().transport() == Transport.UDP;
    if (udp && entry.probe().tls().isPresent()) {
      throw wrong("tls: " + entry.probe().tls().get(), "a TCP port");
    }
    if (udp && entry.certificate().isPresent()) {
      throw wrong("certificate: over UDP", "a TCP port");
    }
    if (udp && entry.answer().isPresent() && entry.probe().payload().isEmpty()) {
      throw wrong("payload: missing", "a payload, because an answer is expected over UDP");
    }
    if (!udp && entry.probe().payload().isPresent() && entry.answer().isEmpty()) {
      throw wrong("answer: missing", "an answer, because a payload is sent over TCP");
    }
  }

  private static IllegalArgumentException wrong(String found, String expected) {
    return new IllegalArgumentException(found + " (expected: " + expected + ")");
  }
}

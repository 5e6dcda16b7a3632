package io.portprobe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What was tried on one address of the endpoint, and what came back.
 *
 * @param remote the address that was asked
 * @param local the local address and port of the socket, if it got that far
 * @param state what this address answered
 * @param reason the ground for the state
 * @param evidence what was seen, in words: error name and number, size of a reply, and what the
 *     operating system cannot tell apart
 * @param icmp the ICMP message behind the state, if the operating system handed it out
 * @param started wall-clock time at which the socket was opened
 * @param elapsed from opening the socket to knowing the state; not negative
 * @param sent datagrams sent over UDP, retransmissions included; connection attempts over TCP (more
 *     than one after a self-connect)
 * @param dialogue how the conversation of a protocol went, if one was held
 */
public record Attempt(
    InetSocketAddress remote,
    Optional<InetSocketAddress> local,
    PortState state,
    Reason reason,
    String evidence,
    Optional<IcmpError> icmp,
    Instant started,
    Duration elapsed,
    int sent,
    Optional<DialogueReport> dialogue) {
  /** Checks that nothing is null. */
  public Attempt {
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(icmp, "icmp");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(dialogue, "dialogue");
  }
}

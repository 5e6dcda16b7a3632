package io.portprobe.protocols.internal.ike;

import io.portprobe.protocols.ike.Ike;
import io.portprobe.protocols.ike.IkeResponder.Response;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proposals with IKEv2 and IKEv1, sent together, and the responses in any order. */
final class IkeDialogue implements Dialogue {
  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final Duration COOKIE_PATIENCE = Duration.ofMillis(1500); // one retransmission
  private static final int MARKER = 4; // zero bytes, RFC 3948 section 2.2

  private static final String REPEAT = "the response is a repeat or malformed";

  private final boolean marked;
  private final long version1Id;
  private final long version2Id;
  private final byte[] version1Request;
  private final byte[] version2Proposal;
  private final byte[] version2Request;
  private Optional<byte[]> cookieRequest = Optional.empty();
  private Optional<Response> version1 = Optional.empty();
  private Optional<Response> version2 = Optional.empty();

  IkeDialogue(DialogueContext context) {
    marked =
        context.option(Ike.NON_ESP_MARKER)
            || context.peer().getPort() == IkeProtocol.NAT_TRAVERSAL_PORT;
    version1Id = context.random().nextLong(1, Long.MAX_VALUE);
    version2Id = context.random().nextLong(1, Long.MAX_VALUE);
    version1Request = mark(Proposals.version1(version1Id));
    version2Proposal = Proposals.version2(version2Id, context.random());
    version2Request = mark(version2Proposal);
  }

  private byte[] mark(byte[] message) {
    return marked
        ? ByteBuffer.allocate(MARKER + message.length).position(MARKER).put(message).array()
        : message;
  }

  @Override
  public Step start() {
    return Step.send(version2Request, Step.send(version1Request));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    ByteBuffer message = bytes;
    if (marked) {
      if (message.remaining() < MARKER || message.getInt() != 0) {
        return Step.await("the datagram has no non-ESP marker");
      }
      message = message.slice();
    }
    IkeHeader header = IkeHeader.read(message).orElse(null);
    if (header == null) {
      return Step.await("the datagram is not a message of IKE");
    }
    if (header.isResponse1(version1Id)) {
      return response1(Payloads.version1(header));
    }
    if (header.isResponse2(version2Id)) {
      return response2(Payloads.version2(header), Payloads.cookie(header));
    }
    if (header.isOtherVersion(version1Id, IkeHeader.VERSION_1)) {
      return response1(Payloads.otherVersion(header));
    }
    if (header.isOtherVersion(version2Id, IkeHeader.VERSION_2)) {
      return response2(Payloads.otherVersion(header), Optional.empty());
    }
    return Step.await("the message is not a response to a proposal of this client");
  }

  private Step response1(Optional<Response> response) {
    if (version1.isPresent() || response.isEmpty()) {
      return Step.await(REPEAT);
    }
    version1 = response;
    return next();
  }

  private Step response2(Optional<Response> response, Optional<byte[]> cookie) {
    boolean repeated = cookieRequest.isPresent() ? cookie.isPresent() : version2.isPresent();
    if (repeated || response.isEmpty()) {
      return Step.await(REPEAT);
    }
    if (cookie.isPresent()) {
      cookieRequest = Optional.of(mark(Proposals.withCookie(version2Proposal, cookie.get())));
      version2 = response;
      return next();
    }
    version2 = version2.map(demand -> merge(demand, response.get())).or(() -> response);
    cookieRequest = Optional.empty();
    return next();
  }

  /** Returns a response with the notifications of an earlier one before its own. */
  private static Response merge(Response demand, Response response) {
    List<String> notifications = new ArrayList<>(demand.notifications());
    notifications.addAll(response.notifications());
    return new Response(
        response.accepted(), response.transforms(), notifications, response.vendorIds());
  }

  private Step next() {
    if (cookieRequest.isPresent()) {
      Step wait = Step.await(COOKIE_PATIENCE);
      return Step.send(
          cookieRequest.get(), version1.isPresent() ? wait : Step.send(version1Request, wait));
    }
    return version1.isPresent() && version2.isPresent()
        ? Step.finish(finding())
        : Step.more(PATIENCE);
  }

  @Override
  public Step silent() {
    return Step.finish(finding());
  }

  private Finding finding() {
    return new DefaultIkeResponder(version1, version2);
  }

  @Override
  public Optional<Finding> partial() {
    return version1.isPresent() || version2.isPresent() ? Optional.of(finding()) : Optional.empty();
  }
}

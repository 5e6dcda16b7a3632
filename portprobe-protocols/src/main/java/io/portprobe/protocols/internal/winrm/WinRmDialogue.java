package io.portprobe.protocols.internal.winrm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One Identify request (DSP0226 section 11). Confined to the event loop. */
final class WinRmDialogue extends FrameDialogue {
  private static final String ENVELOPE =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
          + " xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
          + "<s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>";

  private final String host;

  WinRmDialogue(DialogueContext context) {
    super(context, Framing.of(HttpReply.MAX, HttpReply::length));
    String name = context.host();
    this.host = (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + context.peer().getPort();
  }

  @Override
  public Step start() {
    String request =
        "POST /wsman HTTP/1.1\r\n"
            + ("Host: " + host + "\r\n")
            + "User-Agent: portprobe\r\n"
            + "WSMANIDENTIFY: unauthenticated\r\n"
            + "Content-Type: application/soap+xml;charset=UTF-8\r\n"
            + ("Content-Length: " + ENVELOPE.length() + "\r\n\r\n")
            + ENVELOPE;
    return request(request.getBytes(UTF_8));
  }

  @Override
  protected Step message(ByteBuffer message) {
    Optional<HttpReply> reply = HttpReply.decode(message);
    if (reply.isEmpty()) {
      return Step.mismatch("expected a response of HTTP with a status");
    }
    return DefaultWinRmResult.of(reply.get())
        .map(Step::finish)
        .orElseGet(
            () ->
                Step.mismatch(
                    "expected WS-Management, received an HTTP response with status "
                        + reply.get().head().status()));
  }
}

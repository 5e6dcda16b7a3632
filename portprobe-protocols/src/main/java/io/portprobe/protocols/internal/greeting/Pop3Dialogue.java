package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Pop3;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;

/** A dialogue with a mailbox server: greeting, CAPA, STLS, CAPA, QUIT. */
final class Pop3Dialogue extends CommandDialogue {
  private static final String OK = "+OK";

  Pop3Dialogue(DialogueContext context) {
    super(context, "POP3", Pop3.START_TLS);
  }

  @Override
  public Step start() {
    return expect(BlockReplyReader.pop3Line(), this::greeted);
  }

  private Step greeted(Reply reply) {
    seen().greeting(reply);
    if (reply.is(OK)) {
      seen().confirm();
      return command("CAPA", BlockReplyReader.pop3Block(), this::capabilities);
    }
    return GreetingPatterns.POP3.matches(reply.raw())
        ? refusedByGreeting()
        : unexpected("a greeting of POP3", reply.raw().get(0));
  }

  private Step capabilities(Reply reply) {
    if (!reply.is(OK)) {
      note("the server does not list its capabilities: ", reply);
      return quit();
    }
    seen().capabilities(reply.data());
    return startsTls(seen().offers("STLS"))
        ? command("STLS", BlockReplyReader.pop3Line(), this::tlsReply)
        : quit();
  }

  private Step tlsReply(Reply reply) {
    return handshakeIf(
        reply,
        OK,
        () -> command("CAPA", BlockReplyReader.pop3Block(), this::capabilities),
        this::quit);
  }

  @Override
  String endCommand() {
    return "QUIT";
  }

  @Override
  Finding finding() {
    return new DefaultPop3Server(
        seen().greeting(),
        seen().refused(),
        seen().capabilities(),
        seen().capabilitiesBeforeTls(),
        seen().startTls(),
        seen().tls(),
        seen().notes());
  }
}

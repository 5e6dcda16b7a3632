package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Nntp;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;

/** A dialogue with a news server: greeting, CAPABILITIES, STARTTLS, CAPABILITIES, QUIT. */
final class NntpDialogue extends CommandDialogue {
  private static final String POSTING_ALLOWED = "200";
  private static final String POSTING_PROHIBITED = "201";
  private static final String CAPABILITY_LIST = "101";
  private static final String AUTHENTICATION_REQUIRED = "480";
  private static final String CONTINUE_WITH_TLS = "382";

  private boolean postingAllowed;

  NntpDialogue(DialogueContext context) {
    super(context, "NNTP", Nntp.START_TLS);
  }

  @Override
  public Step start() {
    return expect(BlockReplyReader.nntp(), this::greeted);
  }

  private Step greeted(Reply reply) {
    seen().greeting(reply);
    if (GreetingPatterns.NNTP.matches(reply.raw())) {
      seen().confirm();
    }
    return switch (reply.status()) {
      case POSTING_ALLOWED, POSTING_PROHIBITED -> {
        postingAllowed = reply.is(POSTING_ALLOWED);
        yield command("CAPABILITIES", BlockReplyReader.nntp(), this::capabilities);
      }
      case "400", "502" -> refusedByGreeting();
      default -> unexpected("a greeting of NNTP", reply.raw().get(0));
    };
  }

  private Step capabilities(Reply reply) {
    if (reply.is(CAPABILITY_LIST) || reply.is(AUTHENTICATION_REQUIRED)) {
      seen().confirm();
    }
    if (!seen().confirmed()) {
      return unexpected("the capabilities of NNTP", reply.raw().get(0));
    }
    if (!reply.is(CAPABILITY_LIST)) {
      note("the server does not list its capabilities: ", reply);
    }
    seen().capabilities(reply.data());
    return startsTls(seen().offers("STARTTLS"))
        ? command("STARTTLS", BlockReplyReader.nntp(), this::tlsReply)
        : quit();
  }

  private Step tlsReply(Reply reply) {
    return handshakeIf(
        reply,
        CONTINUE_WITH_TLS,
        () -> command("CAPABILITIES", BlockReplyReader.nntp(), this::capabilities),
        this::quit);
  }

  @Override
  String endCommand() {
    return "QUIT";
  }

  @Override
  Finding finding() {
    return new DefaultNntpServer(
        seen().greeting(),
        seen().refused(),
        postingAllowed,
        seen().capabilities(),
        seen().capabilitiesBeforeTls(),
        seen().startTls(),
        seen().tls(),
        seen().notes());
  }
}

package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Imap;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.util.Map;
import java.util.function.Function;

/** A dialogue with a mailbox server: greeting, CAPABILITY, STARTTLS, CAPABILITY, ID, LOGOUT. */
final class ImapDialogue extends CommandDialogue {
  private static final String CAPABILITY = "CAPABILITY ";
  private static final String OK = "OK";

  private int commands;
  private Map<String, String> id = Map.of();

  ImapDialogue(DialogueContext context) {
    super(context, "IMAP", Imap.START_TLS);
  }

  @Override
  public Step start() {
    return expect(new TaggedReplyReader(""), this::greeted);
  }

  private Step greeted(Reply reply) {
    seen().greeting(reply);
    if (GreetingPatterns.IMAP.matches(reply.raw())) {
      seen().confirm();
    }
    return reply.is("BYE") ? refusedByGreeting() : tagged("CAPABILITY", this::capabilities);
  }

  /** Sends a command with the next tag. */
  private Step tagged(String command, Function<Reply, Step> then) {
    commands++;
    return command(tag() + " " + command, new TaggedReplyReader(tag()), then);
  }

  private String tag() {
    return "p" + commands;
  }

  private Step capabilities(Reply reply) {
    seen()
        .capabilities(
            reply.data().stream()
                .filter(line -> line.regionMatches(true, 0, CAPABILITY, 0, CAPABILITY.length()))
                .flatMap(line -> words(line.substring(CAPABILITY.length())).stream())
                .toList());
    if (!reply.is(OK)) {
      note("the server does not list its capabilities: ", reply);
    } else if (seen().offers("IMAP4rev1") || seen().offers("IMAP4rev2")) {
      seen().confirm();
    }
    if (!seen().confirmed()) {
      return unexpected("the capabilities of IMAP", reply.raw().get(0));
    }
    return startsTls(seen().offers("STARTTLS")) ? tagged("STARTTLS", this::tlsReply) : identify();
  }

  private Step tlsReply(Reply reply) {
    return handshakeIf(reply, OK, () -> tagged("CAPABILITY", this::capabilities), this::identify);
  }

  private Step identify() {
    return seen().offers("ID") ? tagged("ID NIL", this::identified) : quit();
  }

  private Step identified(Reply reply) {
    for (String line : reply.data()) {
      if (line.regionMatches(true, 0, "ID ", 0, "ID ".length())) {
        id = ImapId.parse(line.substring("ID ".length()));
      }
    }
    return quit();
  }

  @Override
  String endCommand() {
    commands++;
    return tag() + " LOGOUT";
  }

  @Override
  Finding finding() {
    return new DefaultImapServer(
        seen().greeting(),
        seen().refused(),
        id,
        seen().capabilities(),
        seen().capabilitiesBeforeTls(),
        seen().startTls(),
        seen().tls(),
        seen().notes());
  }
}

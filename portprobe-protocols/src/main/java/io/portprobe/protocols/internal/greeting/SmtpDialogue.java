package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Smtp;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A dialogue with a mail server: greeting, EHLO, STARTTLS, EHLO, QUIT. */
final class SmtpDialogue extends CommandDialogue {
  private static final String OK = "250";
  private static final String READY = "220";

  private final String clientName;
  private Optional<String> hostName = Optional.empty();

  SmtpDialogue(DialogueContext context) {
    super(context, "SMTP", Smtp.START_TLS);
    String configured = context.option(Smtp.CLIENT_NAME);
    clientName = configured.isEmpty() ? literal(context.local()) : configured;
  }

  /** Returns an address literal (RFC 5321 section 4.1.3). */
  private static String literal(Optional<InetSocketAddress> local) {
    InetAddress address =
        local.map(InetSocketAddress::getAddress).orElse(InetAddress.getLoopbackAddress());
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    return "[" + (plain.contains(":") ? "IPv6:" : "") + plain + "]";
  }

  @Override
  public Step start() {
    return expect(new CodeReplyReader(), this::greeted);
  }

  private Step greeted(Reply reply) {
    seen().greeting(reply);
    if (GreetingPatterns.SMTP.matches(reply.raw())) {
      seen().confirm();
    }
    return switch (reply.status()) {
      case READY -> command("EHLO " + clientName, new CodeReplyReader(), this::extended);
      case "421", "554" -> refusedByGreeting();
      default -> unexpected("a greeting of SMTP", reply.raw().get(0));
    };
  }

  private Step extended(Reply reply) {
    if (reply.is(OK)) {
      identified(reply);
      seen().capabilities(reply.data());
      return startsTls(seen().offers("STARTTLS"))
          ? command("STARTTLS", new CodeReplyReader(), this::tlsReply)
          : quit();
    }
    note("the server does not accept EHLO: ", reply);
    return command("HELO " + clientName, new CodeReplyReader(), this::simple);
  }

  private void identified(Reply reply) {
    seen().confirm();
    List<String> host = words(reply.text()).stream().limit(1).toList();
    hostName = seen().bounded(host).stream().findFirst();
  }

  private Step simple(Reply reply) {
    if (reply.is(OK)) {
      identified(reply);
    }
    return seen().confirmed() ? quit() : unexpected("a reply to HELO", reply.raw().get(0));
  }

  private Step tlsReply(Reply reply) {
    return handshakeIf(
        reply,
        READY,
        () -> command("EHLO " + clientName, new CodeReplyReader(), this::extended),
        this::quit);
  }

  @Override
  String endCommand() {
    return "QUIT";
  }

  @Override
  Finding finding() {
    return new DefaultSmtpServer(
        seen().greeting(),
        seen().refused(),
        hostName,
        seen().capabilities(),
        seen().capabilitiesBeforeTls(),
        seen().startTls(),
        seen().tls(),
        seen().notes());
  }
}

package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.protocols.greeting.FtpServer.AnonymousLogon;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dialogue with a file server: greeting, FEAT, AUTH TLS, FEAT, USER and PASS if enabled, SYST,
 * QUIT. The anonymous log-on precedes SYST, which some servers refuse before a log-on.
 */
final class FtpDialogue extends CommandDialogue {
  private static final String READY_SOON = "120";
  private static final String FEATURES = "211";
  private static final String SYSTEM = "215";
  private static final String READY = "220";
  private static final String LOGGED_ON = "230";
  private static final String TLS_ACCEPTED = "234";
  private static final String PASSWORD_REQUIRED = "331";
  private static final String NOT_LOGGED_ON = "530";

  /** The enhanced status code of a mail server, which has the reply code 530 too. */
  private static final Pattern MAIL_STATUS = Pattern.compile("5[.][0-9]+[.][0-9]+ .*");

  private static final int MAX_DELAYS = 3;

  private final boolean anonymous;
  private int delays;
  private Optional<String> system = Optional.empty();
  private AnonymousLogon logon = AnonymousLogon.NOT_TRIED;
  private List<String> logonReplies = List.of();

  FtpDialogue(DialogueContext context) {
    super(context, "FTP", Ftp.START_TLS);
    anonymous = context.option(Ftp.ANONYMOUS);
  }

  @Override
  public Step start() {
    return expect(new CodeReplyReader(), this::greeted);
  }

  private Step greeted(Reply reply) {
    if (reply.is(READY_SOON) && ++delays <= MAX_DELAYS) {
      return start();
    }
    seen().greeting(reply);
    if (GreetingPatterns.FTP.matches(reply.raw())) {
      seen().confirm();
    }
    return switch (reply.status()) {
      case READY -> command("FEAT", new CodeReplyReader(), this::features);
      case "421", NOT_LOGGED_ON -> refusedByGreeting();
      default -> unexpected("a greeting of FTP", reply.raw().get(0));
    };
  }

  private Step features(Reply reply) {
    if (reply.is(FEATURES)) {
      seen().confirm();
      int last = reply.data().size() - 1; // the line with the code, which lists nothing
      seen()
          .capabilities(
              reply.data().subList(0, Math.max(0, last)).stream().map(String::strip).toList());
    } else {
      confirmByRefusal(reply);
      note("the server does not list its features: ", reply);
    }
    return startsTls(offersTls())
        ? command("AUTH TLS", new CodeReplyReader(), this::tlsReply)
        : logOn();
  }

  private void confirmByRefusal(Reply reply) {
    if (reply.is(NOT_LOGGED_ON) && !MAIL_STATUS.matcher(reply.text()).matches()) {
      seen().confirm();
    }
  }

  private boolean offersTls() {
    return seen().capabilities().stream().anyMatch(line -> line.matches("(?i)AUTH .*TLS.*"));
  }

  private Step tlsReply(Reply reply) {
    return handshakeIf(
        reply,
        TLS_ACCEPTED,
        () -> command("FEAT", new CodeReplyReader(), this::features),
        this::logOn);
  }

  private Step logOn() {
    return anonymous && seen().confirmed()
        ? command("USER anonymous", new CodeReplyReader(), this::userReply)
        : requestSystem();
  }

  private Step userReply(Reply reply) {
    if (!reply.is(PASSWORD_REQUIRED)) {
      return logonReply(reply);
    }
    keep(reply);
    return command("PASS portprobe@", new CodeReplyReader(), this::logonReply);
  }

  private Step logonReply(Reply reply) {
    keep(reply);
    logon = reply.is(LOGGED_ON) ? AnonymousLogon.ACCEPTED : AnonymousLogon.REFUSED;
    return requestSystem();
  }

  private void keep(Reply reply) {
    List<String> all = new ArrayList<>(logonReplies);
    all.addAll(seen().bounded(reply.raw()));
    logonReplies = List.copyOf(all);
  }

  private Step requestSystem() {
    return command("SYST", new CodeReplyReader(), this::systemReply);
  }

  private Step systemReply(Reply reply) {
    if (reply.is(SYSTEM)) {
      seen().confirm();
      system = seen().bounded(List.of(reply.text())).stream().findFirst();
    } else {
      confirmByRefusal(reply);
    }
    return seen().confirmed() ? quit() : unexpected("a reply of FTP", reply.raw().get(0));
  }

  @Override
  String endCommand() {
    return "QUIT";
  }

  @Override
  Finding finding() {
    return new DefaultFtpServer(
        seen().greeting(),
        seen().refused(),
        system,
        logon,
        logonReplies,
        seen().capabilities(),
        seen().capabilitiesBeforeTls(),
        seen().startTls(),
        seen().tls(),
        seen().notes());
  }
}

package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.internal.greeting.ReplyReader.Progress;
import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of commands and replies after a greeting. The state is the reply that is expected
 * and the method that continues with it. Confined to the event loop.
 */
abstract class CommandDialogue extends LineDialogue {
  private static final int MAX_LINE = 8_192;
  private static final int MAX_LINES = 2_000;
  private static final int MAX_NOTE = 200;

  private final String service;
  private final boolean tlsWanted;
  private final Observations seen;
  private @Nullable ReplyReader reader;
  private @Nullable Function<Reply, Step> next;
  private @Nullable Supplier<Step> afterHandshake;
  private int lines;

  /**
   * For subclasses.
   *
   * @param service the name of the protocol as messages show it, for example {@code "SMTP"}
   */
  CommandDialogue(DialogueContext context, String service, ProtocolOption<Boolean> startTls) {
    super(MAX_LINE, StandardCharsets.UTF_8);
    this.service = service;
    this.tlsWanted = context.option(startTls);
    this.seen = new Observations(context.findingBytes());
  }

  /** Returns what was received so far. */
  final Observations seen() {
    return seen;
  }

  /** Returns a finding of what was received so far. */
  abstract Finding finding();

  /** Returns the command that ends a conversation. */
  abstract String endCommand();

  /** Waits for a reply. */
  final Step expect(ReplyReader expected, Function<Reply, Step> then) {
    reader = expected;
    next = then;
    return Step.await();
  }

  /** Sends a command and waits for its reply. */
  final Step command(String command, ReplyReader expected, Function<Reply, Step> then) {
    return Step.send(encode(command), expect(expected, then));
  }

  private static byte[] encode(String command) {
    return (command + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Ends the conversation politely, with the finding. */
  final Step quit() {
    return Step.send(encode(endCommand()), Step.finish(finding()));
  }

  /** Ends the conversation with a greeting that refuses the client. */
  final Step refusedByGreeting() {
    seen.refuse();
    return Step.finish(finding());
  }

  /** Ends the conversation after a reply that the protocol does not have at this point. */
  final Step unexpected(String expected, String received) {
    return Step.mismatch(
        "expected " + expected + ", received " + PeerText.excerpt(bytes(received)), partial());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether to start TLS now, and records why not. */
  final boolean startsTls(boolean offered) {
    if (seen.tls().isPresent() || !offered) {
      return false;
    }
    if (!tlsWanted) {
      seen.startTls(StartTlsOutcome.NOT_TRIED);
    }
    return tlsWanted;
  }

  /**
   * Performs a handshake if the server accepted the command that starts TLS. Otherwise records that
   * the server refused although it offers TLS.
   *
   * @param accepted the status of a reply that accepts
   * @param overTls continues after the handshake
   * @param without continues without TLS
   */
  final Step handshakeIf(
      Reply reply, String accepted, Supplier<Step> overTls, Supplier<Step> without) {
    if (reply.is(accepted)) {
      afterHandshake = overTls;
      return Step.startTls();
    }
    seen.startTls(StartTlsOutcome.REFUSED);
    note("the server refused to start TLS: ", reply);
    return without.get();
  }

  /** Records a note with the status line of a reply. */
  final void note(String text, Reply reply) {
    String line = (reply.status() + " " + reply.text()).strip();
    seen.note(text + (line.length() > MAX_NOTE ? line.substring(0, MAX_NOTE) : line));
  }

  @Override
  public final Step secured(TlsInfo tls) {
    Supplier<Step> then = afterHandshake;
    seen.secured(tls, then == null);
    return then == null ? start() : then.get();
  }

  @Override
  public final Step tlsFailed(TlsFailure failure) {
    if (afterHandshake == null) {
      return Step.await(); // TLS comes first, so nothing of the protocol was received
    }
    seen.startTls(StartTlsOutcome.FAILED);
    seen.note(failure.reason());
    return Step.finish(finding());
  }

  @Override
  protected final Step line(String line) {
    ReplyReader expected = reader;
    Function<Reply, Step> then = next;
    if (expected == null || then == null) {
      throw new IllegalStateException("line: received before start() (expected: after it)");
    }
    if (++lines > MAX_LINES) {
      return Step.mismatch("received more than " + MAX_LINES + " lines", partial());
    }
    Progress progress = expected.add(line);
    return switch (progress) {
      case INCOMPLETE -> Step.await();
      case INVALID -> unexpected("a reply of " + service, line);
      case COMPLETE -> then.apply(expected.reply());
    };
  }

  @Override
  protected final Step onClosed() {
    if (!seen.confirmed()) {
      return Step.mismatch("the server closed the connection before it proved to speak " + service);
    }
    seen.note("the server closed the connection before the end of the conversation");
    return Step.finish(finding());
  }

  @Override
  public final Optional<Finding> partial() {
    if (!seen.confirmed()) {
      return Optional.empty();
    }
    seen.interrupted();
    return Optional.of(finding());
  }

  /** Returns the words of a text, without empty ones. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return List.copyOf(words);
  }
}

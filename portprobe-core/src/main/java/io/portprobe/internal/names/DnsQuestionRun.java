package io.portprobe.internal.names;

import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.concurrent.Future;
import io.portprobe.NameResolutionException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One question to the name servers of the system, in their order, until one of them answers.
 *
 * <p>glibc waits {@code timeout} (5 s) for a server before it queries the next. This class queries
 * the next server after {@value #NEXT_SERVER_MILLIS} ms, or at once if a server returns an error or
 * is unreachable, and still accepts the response of the first. When all servers were queried, it
 * repeats the question after 1, 2, 4, ... s. It ends after {@code timeout * attempts}.
 *
 * <p>Confined to the event loop, except {@link #problem} and {@link #progress}.
 */
final class DnsQuestionRun implements DnsExchange.Listener {
  static final int NEXT_SERVER_MILLIS = 500;
  private static final int SHORTAGE_MILLIS = 100;
  private static final int REPEAT_MILLIS = 1_000;

  /** What one server did. */
  private enum Outcome {
    SILENT,
    ERROR,
    UNREACHABLE
  }

  private record Try(DnsServer server, Outcome outcome, String what) {
    String description() {
      return "name server " + server.description() + " " + what;
    }
  }

  private final DnsServers servers;
  private final ResolvConf settings;
  private final String name;
  private final String host;
  private final DnsRecordType type;
  private final Consumer<DnsAnswer> done;
  private final List<DnsServer> untried;
  private final List<DnsExchange> exchanges = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private volatile List<Try> tries = List.of();
  private @Nullable Future<?> timer;
  private int repeats;
  private boolean ended;

  /**
   * Creates a run. It begins with {@link #start}.
   *
   * @param host the name that the addresses keep
   * @param done receives the answer: not a {@link DnsAnswer.ServerError}
   */
  DnsQuestionRun(
      DnsServers servers,
      ResolvConf settings,
      String name,
      String host,
      DnsRecordType type,
      Consumer<DnsAnswer> done) {
    this.servers = servers;
    this.settings = settings;
    this.name = name;
    this.host = host;
    this.type = type;
    this.done = done;
    this.untried = servers.inOrder(settings);
  }

  void start() {
    queryNext();
  }

  void cancel() {
    end();
  }

  private void queryNext() {
    DnsServer server = untried.remove(0);
    replace(new Try(server, Outcome.SILENT, "did not reply"));
    DnsExchange exchange = new DnsExchange(server, name, type, host, this);
    exchanges.add(exchange);
    schedule(untried.isEmpty() ? REPEAT_MILLIS : NEXT_SERVER_MILLIS);
    server.send(exchange);
  }

  private void schedule(long millis) {
    if (timer != null) {
      timer.cancel(false);
    }
    long left = limitNanos() - (System.nanoTime() - startedNanos);
    timer =
        servers
            .loop()
            .schedule(
                this::onTimer,
                Math.max(0, Math.min(left, TimeUnit.MILLISECONDS.toNanos(millis))),
                TimeUnit.NANOSECONDS);
  }

  private long limitNanos() {
    return settings.timeout().toNanos() * settings.attempts();
  }

  private void onTimer() {
    if (ended) {
      return;
    }
    if (System.nanoTime() - startedNanos >= limitNanos()) {
      finish(failure());
    } else if (!untried.isEmpty()) {
      queryNext();
    } else {
      List.copyOf(exchanges).forEach(this::repeat);
      repeats++;
      schedule((long) REPEAT_MILLIS << Math.min(repeats, 5));
    }
  }

  private void repeat(DnsExchange exchange) {
    DnsSocket socket = exchange.socket;
    if (exchange.state == DnsExchange.State.SENT && exchange.stream == null && socket != null) {
      socket.write(exchange);
    }
  }

  @Override
  public void onAnswer(DnsExchange exchange, DnsAnswer answer) {
    exchanges.remove(exchange);
    if (answer instanceof DnsAnswer.ServerError error) {
      serverFailed(new Try(exchange.server, Outcome.ERROR, "replied " + error.code()));
      return;
    }
    servers.replied(exchange.server);
    for (Try each : tries) {
      if (each.server() != exchange.server && each.outcome() != Outcome.ERROR) {
        servers.avoid(each.server(), each.what());
      }
    }
    finish(answer);
  }

  @Override
  public void onIgnored(DnsExchange exchange, int count, String why) {
    String what = "sent no valid reply (did not count: " + count + ", the last: " + why + ")";
    replace(new Try(exchange.server, Outcome.SILENT, what));
  }

  @Override
  public void onUnreachable(DnsExchange exchange, String why, boolean shortage) {
    exchanges.remove(exchange);
    Try failed = new Try(exchange.server, Outcome.UNREACHABLE, "is unreachable (" + why + ")");
    if (shortage) {
      replace(failed);
      untried.add(exchange.server);
      schedule(SHORTAGE_MILLIS);
    } else {
      serverFailed(failed);
    }
  }

  private void serverFailed(Try failed) {
    replace(failed);
    if (!untried.isEmpty()) {
      queryNext();
    } else if (exchanges.isEmpty()) {
      finish(failure());
    }
  }

  private void replace(Try changed) {
    List<Try> copy = new ArrayList<>(tries);
    copy.removeIf(each -> each.server() == changed.server());
    copy.add(changed);
    tries = List.copyOf(copy);
  }

  private void finish(DnsAnswer answer) {
    if (end()) {
      done.accept(answer);
    }
  }

  private boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    List.copyOf(exchanges).forEach(DnsExchange::cancel);
    return true;
  }

  private DnsAnswer failure() {
    return new DnsAnswer.Failed(problem(), progress());
  }

  /** Returns the problem if no server answers any more. Called on any thread. */
  Problem problem() {
    List<Try> now = tries;
    if (now.isEmpty() || has(now, Outcome.SILENT)) {
      return Problem.RESOLVER_TIMED_OUT;
    }
    return has(now, Outcome.ERROR) ? Problem.SERVER_FAILURE : Problem.RESOLVER_UNREACHABLE;
  }

  private static boolean has(List<Try> tries, Outcome outcome) {
    return tries.stream().anyMatch(each -> each.outcome() == outcome);
  }

  /** Returns what each server did so far. Called on any thread. */
  String progress() {
    List<Try> now = tries;
    return now.isEmpty()
        ? "no query was sent"
        : now.stream().map(Try::description).collect(Collectors.joining(", "));
  }

  /** Returns the failures of servers other than the one that answered. */
  List<String> notes() {
    return tries.stream()
        .filter(each -> each.outcome() == Outcome.ERROR)
        .map(Try::description)
        .toList();
  }
}

package io.portprobe.internal.names;

import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.concurrent.Future;
import io.portprobe.AddressSelection;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The resolution of one host name by DNS: one name of the search list after the other, IPv4 and
 * IPv6 at the same time. Confined to the event loop, except {@link #unfinished}.
 */
final class DnsLookup {
  /** How long to wait for the addresses of one family when those of the other are known. */
  static final int OTHER_FAMILY_MILLIS = 1_000;

  /** Receives the result, on the event loop. Exactly one method is called. */
  interface Listener {
    /** The name was resolved. */
    void onResolved(Resolution resolution);

    /** The name was not resolved. */
    void onFailed(NameResolutionException failure);
  }

  private static final class Question {
    final DnsRecordType type;
    @Nullable DnsQuestionRun run;
    @Nullable DnsAnswer answer;

    Question(DnsRecordType type) {
      this.type = type;
    }
  }

  private final DnsServers servers;
  private final ResolvConf settings;
  private final String host;
  private final List<DnsRecordType> types;
  private final boolean oneAfterTheOther;
  private final Listener listener;
  private final List<String> candidates;
  private volatile List<Question> questions = List.of();
  private @Nullable Future<?> graceTimer;
  private DnsAnswer.@Nullable Failed serverFailure;
  private boolean exists;
  private int candidate;
  private boolean ended;

  /**
   * Creates a resolution. It begins with {@link #start}.
   *
   * @param needed the addresses that the caller uses; of {@code FIRST}, the second family is
   *     queried if there is none of the first
   */
  DnsLookup(
      DnsServers servers,
      ResolvConf settings,
      String host,
      AddressSelection needed,
      Listener listener) {
    this.servers = servers;
    this.settings = settings;
    this.host = host;
    this.types = AddressOrder.types(needed, settings.noIpv6());
    this.oneAfterTheOther = needed == AddressSelection.FIRST;
    this.listener = listener;
    this.candidates = settings.candidates(host);
  }

  void start() {
    List<Question> asked = types.stream().map(Question::new).toList();
    questions = asked;
    for (Question question : asked) {
      if (!ended && questions == asked) { // an earlier one may have ended the lookup
        query(question);
      }
      if (oneAfterTheOther) {
        return;
      }
    }
  }

  void cancel() {
    end();
  }

  private void query(Question question) {
    DnsQuestionRun run =
        new DnsQuestionRun(
            servers,
            settings,
            candidates.get(candidate),
            host,
            question.type,
            answer -> onAnswer(question, answer));
    question.run = run;
    run.start();
  }

  private void onAnswer(Question question, DnsAnswer answer) {
    if (ended) {
      return;
    }
    question.answer = answer;
    if (answer instanceof DnsAnswer.NoSuchName) { // of any type
      questions.forEach(DnsLookup::cancel);
      nextCandidate();
      return;
    }
    if (questions.stream().allMatch(each -> each.answer != null)) {
      complete();
    } else if (oneAfterTheOther) {
      if (answer instanceof DnsAnswer.NoData) {
        query(questions.get(1));
      } else {
        complete();
      }
    } else if (answer instanceof DnsAnswer.Addresses) {
      graceTimer =
          servers.loop().schedule(this::complete, OTHER_FAMILY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void complete() {
    if (ended) {
      return;
    }
    List<InetAddress> addresses = new ArrayList<>();
    DnsAnswer.Failed failed = null;
    for (Question question : questions) {
      if (question.answer instanceof DnsAnswer.Addresses found) {
        addresses.addAll(found.addresses());
      } else if (question.answer instanceof DnsAnswer.NoData) {
        exists = true;
      } else if (question.answer instanceof DnsAnswer.Failed failure) {
        failed = failure;
      }
    }
    if (!addresses.isEmpty()) {
      List<String> notes = notes();
      end();
      listener.onResolved(new Resolution(AddressOrder.sorted(addresses), notes));
    } else if (failed == null) {
      nextCandidate();
    } else if (failed.problem() == Problem.SERVER_FAILURE) {
      serverFailure = failed; // glibc continues with the search list
      nextCandidate();
    } else {
      fail(failed.problem(), failed.why());
    }
  }

  private void nextCandidate() {
    candidate++;
    if (candidate < candidates.size()) {
      start();
      return;
    }
    if (serverFailure != null) {
      fail(serverFailure.problem(), serverFailure.why());
    } else if (exists && types.size() == 1) {
      fail(
          Problem.OTHER_FAMILY,
          "the host name has no "
              + (types.contains(DnsRecordType.A) ? "IPv4" : "IPv6")
              + " address");
    } else if (exists) {
      fail(Problem.NO_ADDRESS, Problem.NO_ADDRESS.description());
    } else {
      fail(Problem.NO_SUCH_NAME, Problem.NO_SUCH_NAME.description() + " (" + tried() + ")");
    }
  }

  private String tried() {
    return candidates.size() == 1
        ? "NXDOMAIN"
        : "NXDOMAIN for each of: " + String.join(", ", candidates);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (candidate > 0 || !candidates.get(candidate).equals(AddressOrder.unrooted(host))) {
      notes.add("the search list completed the name to " + candidates.get(candidate));
    }
    for (Question question : questions) {
      DnsQuestionRun run = question.run;
      if (run == null) {
        continue;
      }
      if (question.answer == null || question.answer instanceof DnsAnswer.Failed) {
        notes.add("no reply to the query of type " + question.type.name() + ": " + run.progress());
      } else {
        notes.addAll(run.notes());
      }
    }
    notes.addAll(servers.notes(settings));
    return notes.stream().distinct().toList(); // of IPv4 and of IPv6
  }

  private void fail(Problem problem, String why) {
    if (end()) {
      listener.onFailed(new NameResolutionException(problem, message(problem, why)));
    }
  }

  private static String message(Problem problem, String why) {
    return switch (problem) {
      case SERVER_FAILURE, RESOLVER_UNREACHABLE, RESOLVER_TIMED_OUT ->
          problem.description() + ": " + why;
      default -> why;
    };
  }

  private boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    if (graceTimer != null) {
      graceTimer.cancel(false);
    }
    questions.forEach(DnsLookup::cancel);
    return true;
  }

  private static void cancel(Question question) {
    if (question.run != null) {
      question.run.cancel();
    }
  }

  /** Returns why there is no result yet. Called on any thread. */
  Optional<NameResolutionException> unfinished() {
    for (Question question : questions) {
      DnsQuestionRun run = question.run;
      if (run != null && question.answer == null) {
        return Optional.of(new NameResolutionException(run.problem(), run.progress()));
      }
    }
    return Optional.empty();
  }
}

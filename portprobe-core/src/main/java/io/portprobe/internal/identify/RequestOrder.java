package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.spi.ForeignReaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of the requests of an identification over TCP: first those of the protocols of the
 * port, then those of the most likely protocols. The likelihood is a sum of logarithms, as in naive
 * Bayes classification: {@link Candidate.Rarity} is the prior, and each reaction of the peer adds
 * the cost of the reaction under the assumption that the peer is a server of the protocol. Confined
 * to the event loop.
 */
final class RequestOrder {
  /** The cost of a reaction where servers of the protocol differ: about half of them react so. */
  private static final int POSSIBLE = 1;

  /**
   * The cost of a reaction that no server of the protocol has. It is not infinite: a busy server
   * closes a connection later than the wait for it ends, so that it seems to wait.
   */
  private static final int CONTRADICTION = 5;

  private record Observation(ByteBuffer request, ForeignReaction reaction) {}

  private final int port;
  private final PlugInFailures failures;

  /** What the peer did when it received requests, or the beginning of a handshake. */
  private final List<Observation> observations = new ArrayList<>();

  /** The predictions of protocols by their names, in the order of the observations. */
  private final Map<String, List<ForeignReaction>> predictions = new HashMap<>();

  RequestOrder(int port, PlugInFailures failures) {
    this.port = port;
    this.failures = failures;
  }

  /** Records what the peer did when it received a request: one of CLOSES, WAITS and RESPONDS. */
  void observe(ByteBuffer request, ForeignReaction reaction) {
    observations.add(new Observation(request, reaction));
  }

  /** Removes all observations: after a TLS handshake the server may react in another way. */
  void forget() {
    observations.clear();
    predictions.clear();
  }

  /**
   * Returns the candidate whose request to send next.
   *
   * @param requests the candidates that were not tried, those of the same likelihood in order
   * @param secured whether requests are sent over TLS
   */
  Optional<Candidate> mostLikely(List<Candidate> requests, boolean secured) {
    return requests.stream()
        .min(
            Comparator.comparing(
                    (Candidate each) -> each.on(Transport.TCP, port, secured).isEmpty())
                .thenComparing(each -> secured && !each.supportsTls())
                .thenComparingInt(this::cost));
  }

  private int cost(Candidate candidate) {
    List<ForeignReaction> predictions = predictions(candidate);
    int cost = candidate.rarity().tcp();
    for (int i = 0; i < observations.size(); i++) {
      cost += cost(predictions.get(i), observations.get(i).reaction(), predictions);
    }
    return cost;
  }

  /** Returns the reaction of the servers of a protocol to each request. Each is predicted once. */
  private List<ForeignReaction> predictions(Candidate candidate) {
    List<ForeignReaction> known =
        predictions.computeIfAbsent(candidate.name(), name -> new ArrayList<>());
    for (Observation each : observations.subList(known.size(), observations.size())) {
      known.add(candidate.reaction(each.request(), failures));
    }
    return known;
  }

  /**
   * Returns the cost of a reaction. One that waits may close the connection after the request that
   * it takes for a complete message, and one that responds may do so after others.
   */
  private int cost(ForeignReaction predicted, ForeignReaction observed, List<ForeignReaction> all) {
    if (predicted == observed) {
      return 0;
    }
    return switch (predicted) {
      case VARIES -> POSSIBLE;
      case WAITS ->
          observed == ForeignReaction.CLOSES && isUsual(ForeignReaction.WAITS, all)
              ? POSSIBLE
              : CONTRADICTION;
      case RESPONDS -> isUsual(ForeignReaction.RESPONDS, all) ? POSSIBLE : CONTRADICTION;
      case CLOSES -> CONTRADICTION;
      case GREETS -> CONTRADICTION; // the peer sent no greeting
    };
  }

  /**
   * Returns whether the peer had a reaction in at least a third of the cases it was predicted for.
   */
  private boolean isUsual(ForeignReaction reaction, List<ForeignReaction> all) {
    int predicted = 0;
    int observed = 0;
    for (int i = 0; i < observations.size(); i++) {
      if (all.get(i) == reaction) {
        predicted++;
        observed += observations.get(i).reaction() == reaction ? 1 : 0;
      }
    }
    return 3 * observed >= predicted;
  }
}

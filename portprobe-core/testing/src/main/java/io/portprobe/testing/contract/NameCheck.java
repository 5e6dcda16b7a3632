package io.portprobe.testing.contract;

import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A check of one name of a contract.
 *
 * @param entry the expectation
 * @param result the addresses that the name resolves to
 */
record NameCheck(NameEntry entry, CompletableFuture<List<InetAddress>> result) {
  /** The problems that prove that a name has no address. */
  private static final Set<Problem> PROOFS = Set.of(Problem.NO_SUCH_NAME, Problem.NO_ADDRESS);

  /**
   * Waits for the result and checks it.
   *
   * @return the error; null if the name is as expected
   */
  @Nullable AssertionError check() throws InterruptedException {
    try {
      return difference(result.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NameResolutionException unresolved) {
        return difference(unresolved);
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(entry.name() + ": the resolution failed", e.getCause());
    }
  }

  private @Nullable AssertionError difference(List<InetAddress> addresses) {
    Set<InetAddress> expected = entry.addresses();
    boolean met =
        entry.resolves() && (expected.isEmpty() || expected.equals(new LinkedHashSet<>(addresses)));
    String found = "resolves to " + NameEntry.text(addresses);
    return met ? null : error(", but it " + found + ".", found, null);
  }

  private @Nullable AssertionError difference(NameResolutionException failure) {
    boolean proven = PROOFS.contains(failure.problem());
    if (!entry.resolves() && proven) {
      return null;
    }
    String why = String.valueOf(failure.getMessage());
    return error(
        (proven ? ", but it does not: " : ", which is not proven: ") + why + ".", why, failure);
  }

  private AssertionError error(String difference, String actual, @Nullable Throwable cause) {
    String expected =
        entry.resolves()
            ? "to resolve"
                + (entry.addresses().isEmpty() ? "" : " to " + NameEntry.text(entry.addresses()))
            : "not to resolve";
    return AssertionErrors.create(
        "Expected the name " + entry.name() + " " + expected + difference,
        entry.toString(),
        actual,
        cause);
  }
}

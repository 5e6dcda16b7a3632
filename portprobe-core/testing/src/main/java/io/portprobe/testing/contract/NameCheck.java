package io.portprobe.testing.contract;

import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.testing.contract.DefaultContractRow.Difference;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
   * @return the result
   */
  ContractRow check() throws InterruptedException {
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

  private ContractRow difference(List<InetAddress> addresses) {
    Set<InetAddress> expected = entry.addresses();
    boolean met =
        entry.resolves() && (expected.isEmpty() || expected.equals(new LinkedHashSet<>(addresses)));
    String found = "resolves to " + NameEntry.text(addresses);
    return met
        ? DefaultContractRow.of(entry, addresses, List.of(), Optional.empty())
        : row(
            addresses,
            ", but it " + found + ".",
            found,
            UnmetExpectation.nextForAddresses(entry.resolves()),
            null);
  }

  private ContractRow difference(NameResolutionException failure) {
    boolean proven = PROOFS.contains(failure.problem());
    if (!entry.resolves() && proven) {
      return DefaultContractRow.of(entry, List.of(), List.of(), Optional.empty());
    }
    String why = String.valueOf(failure.getMessage());
    return row(
        List.of(),
        (proven ? ", but it does not: " : ", which is not proven: ") + why + ".",
        why,
        UnmetExpectation.nextFor(failure.problem()),
        failure);
  }

  private ContractRow row(
      List<InetAddress> addresses,
      String difference,
      String actual,
      String next,
      @Nullable Throwable cause) {
    String expected =
        entry.resolves()
            ? "to resolve"
                + (entry.addresses().isEmpty() ? "" : " to " + NameEntry.text(entry.addresses()))
            : "not to resolve";
    AssertionError error =
        AssertionErrors.create(
            "Expected the name %s %s%s\n  next: %s"
                .formatted(entry.name(), expected, difference, next),
            entry.toString(),
            actual,
            cause);
    return DefaultContractRow.of(
        entry,
        addresses,
        List.of(
            new Difference(
                entry.addresses().isEmpty() ? "resolves" : "addresses", expected, actual)),
        Optional.of(error));
  }
}

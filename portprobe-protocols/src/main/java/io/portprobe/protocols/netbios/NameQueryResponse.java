package io.portprobe.protocols.netbios;

import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a machine or a name server answered when it was asked whose a name is (RFC 1002 sections
 * 4.2.13 to 4.2.15). That nobody has the name is an answer too.
 *
 * @param name the name that was asked for, see {@link NodeName#name()}
 * @param suffix its sixteenth byte, 0 to 255
 * @param error why the answer is negative, for example {@code "NAM_ERR (3)"}: no such name; empty
 *     if it is positive
 * @param owners who has the name, in the order sent; none in a negative answer, or one that names
 *     another name server, which is among the notes
 * @param ttl for how many seconds the answer holds, 0 to 4294967295
 * @param authoritative AA: who answers owns the name, or is the name server for it
 * @param recursionAvailable RA: who answers is a name server that asks others, too
 * @param notes what is out of the ordinary, each as a sentence without a full stop
 */
public record NameQueryResponse(
    String name,
    int suffix,
    Optional<String> error,
    List<Owner> owners,
    long ttl,
    boolean authoritative,
    boolean recursionAvailable,
    List<String> notes)
    implements Finding {

  /**
   * An address that has the name.
   *
   * @param address IPv4, dotted
   * @param group whether the name is a group's, which many machines have
   * @param nodeType how the machine looks up names
   */
  public record Owner(String address, boolean group, NodeName.NodeType nodeType) {
    /** Checks that nothing is null. */
    public Owner {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(nodeType, "nodeType");
    }

    private String line() {
      return address + (group ? " group " : " unique ") + nodeType;
    }
  }

  /**
   * Copies the lists and checks the parts.
   *
   * @throws IllegalArgumentException if the suffix is out of range
   */
  public NameQueryResponse {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(error, "error");
    owners = List.copyOf(owners);
    notes = List.copyOf(notes);
    if (suffix < 0 || suffix > 0xff) {
      throw new IllegalArgumentException("suffix: " + suffix + " (expected: 0-255)");
    }
  }

  /**
   * The name and what was answered, then each owner and each note.
   *
   * @return at least one line
   */
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String what = String.format(Locale.ROOT, "%s <%02x>", name, suffix);
    String answer =
        error
            .map(code -> "negative answer " + code)
            .orElse("addresses: " + owners.size() + ", for " + ttl + " s");
    String flags =
        (authoritative ? ", authoritative" : "")
            + (recursionAvailable ? ", recursion available" : "");
    lines.add(what + ": " + answer + flags);
    owners.forEach(owner -> lines.add(owner.line()));
    notes.forEach(note -> lines.add("note: " + note));
    return List.copyOf(lines);
  }
}

package io.portprobe.protocols.dns;

import io.portprobe.Transport;
import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a name server answered. A refusal is an answer too: it takes a name server to say {@code
 * REFUSED}.
 *
 * @param transport what the answer came over
 * @param rcode the response code with its EDNS extension (RFC 6891 section 6.1.3), by name: {@code
 *     "NOERROR"}, {@code "NXDOMAIN"}, {@code "REFUSED"}, ...; {@code RESERVED} and a number if it
 *     has none
 * @param flags the flags of the header
 * @param question what was asked, for example {@code ". IN NS"}
 * @param answers the answer section
 * @param authority the authority section
 * @param additional the additional section, without the EDNS pseudo-record
 * @param edns what the server said of itself by EDNS, if it speaks that
 * @param size the message's length in bytes, without the length field it has over TCP
 * @param complete whether all of the message was read; whether the server left something out is
 *     said by {@link Flags#truncated()}
 * @param notes what is out of the ordinary, each as a sentence without a full stop
 */
public record DnsAnswer(
    Transport transport,
    String rcode,
    Flags flags,
    String question,
    List<DnsRecord> answers,
    List<DnsRecord> authority,
    List<DnsRecord> additional,
    Optional<Edns> edns,
    int size,
    boolean complete,
    List<String> notes)
    implements Finding {

  /**
   * The flags of the header (RFC 1035 section 4.1.1, RFC 4035 section 3).
   *
   * @param authoritative AA: the server is an authority for the name
   * @param truncated TC: there is more than fitted; it can be had over TCP
   * @param recursionDesired RD: the server repeats that recursion was asked for
   * @param recursionAvailable RA: the server offers recursion
   * @param authenticData AD: the server vouches for the data by DNSSEC
   * @param checkingDisabled CD: the server repeats that it should not check
   */
  public record Flags(
      boolean authoritative,
      boolean truncated,
      boolean recursionDesired,
      boolean recursionAvailable,
      boolean authenticData,
      boolean checkingDisabled) {
    private String words() {
      List<String> words = new ArrayList<>();
      addIf(words, authoritative, "authoritative");
      addIf(words, truncated, "truncated");
      addIf(words, recursionDesired, "recursion desired");
      addIf(words, recursionAvailable, "recursion available");
      addIf(words, authenticData, "authentic data");
      addIf(words, checkingDisabled, "checking disabled");
      return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static void addIf(List<String> words, boolean set, String word) {
      if (set) {
        words.add(word);
      }
    }
  }

  /**
   * What a server says of itself by EDNS (RFC 6891).
   *
   * @param version 0 to 255; 0 is the only one there is
   * @param payloadSize the longest UDP message the server takes, 0 to 65535 bytes as sent
   * @param dnssecOk DO: the server repeats that DNSSEC records are welcome
   * @param nsid the server's identifier (RFC 5001), if it offers one: as text if all of it is
   *     printable ASCII, else {@code 0x} and hexadecimal digits
   */
  public record Edns(int version, int payloadSize, boolean dnssecOk, Optional<String> nsid) {
    /** Checks that nothing is null. */
    public Edns {
      Objects.requireNonNull(nsid, "nsid");
    }

    private String words() {
      String words = "version " + version + ", payload " + payloadSize + " bytes";
      return nsid.map(id -> words + ", server identifier " + id).orElse(words);
    }
  }

  /** Copies the lists and checks that nothing is null. */
  public DnsAnswer {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(rcode, "rcode");
    Objects.requireNonNull(flags, "flags");
    Objects.requireNonNull(question, "question");
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
    Objects.requireNonNull(edns, "edns");
    notes = List.copyOf(notes);
  }

  /**
   * The server's identifier, see {@link Edns#nsid()}.
   *
   * @return the identifier, if the server offers one
   */
  public Optional<String> nsid() {
    return edns.flatMap(Edns::nsid);
  }

  /**
   * The serial number of the zone (RFC 1035 section 3.3.13): of the first SOA record in the answer
   * or, if there is none, in the authority section, where negative answers have it.
   *
   * @return 0 to 4294967295, if there is a SOA record
   */
  public OptionalLong soaSerial() {
    return Stream.concat(answers.stream(), authority.stream())
        .filter(record -> record.type().equals("SOA"))
        .map(record -> record.data().split(" ", 4))
        .filter(parts -> parts.length == 4 && parts[2].matches("\\d{1,10}"))
        .mapToLong(parts -> Long.parseLong(parts[2]))
        .findFirst();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(rcode + " over " + transport.label() + ", " + size + " bytes");
    lines.add("flags: " + flags.words());
    lines.add("question: " + question);
    answers.forEach(record -> lines.add("answer: " + record));
    authority.forEach(record -> lines.add("authority: " + record));
    additional.forEach(record -> lines.add("additional: " + record));
    edns.ifPresent(facts -> lines.add("EDNS: " + facts.words()));
    notes.forEach(note -> lines.add("note: " + note));
    return List.copyOf(lines);
  }
}

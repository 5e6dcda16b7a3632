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
 * @param transport what the answer came over: TCP too if the question was asked again there
 * @param tls what TLS agreed, if the question was asked over it
 * @param rcode the response code with its EDNS extension (RFC 6891 section 6.1.3), by name: {@code
 *     "NOERROR"}, {@code "NXDOMAIN"}, {@code "REFUSED"}, ...; {@code RESERVED} and a number if it
 *     has none
 * @param flags the flags of the header
 * @param question what was asked, for example {@code ". IN NS"}
 * @param answers the answer section
 * @param authority the authority section
 * @param additional the additional section, without the EDNS pseudo-record
 * @param edns what the server said of itself by EDNS, if it speaks that
 * @param identity what the server said when it was asked who it is, if {@link Dns#IDENTITY} is set
 * @param size the message's length in bytes, without the length field it has over TCP
 * @param complete whether all of the message was read; whether the server left something out is
 *     said by {@link Flags#truncated()}
 * @param notes what is out of the ordinary, each as a sentence without a full stop
 */
public record DnsAnswer(
    Transport transport,
    Optional<DnsTls> tls,
    String rcode,
    Flags flags,
    String question,
    List<DnsRecord> answers,
    List<DnsRecord> authority,
    List<DnsRecord> additional,
    Optional<Edns> edns,
    Optional<Identity> identity,
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

  /**
   * What a server says of itself in the class CH (RFC 4892). It may say anything.
   *
   * @param version the text of {@code version.bind}, without quotes where it is a single text;
   *     empty if the server does not tell, which is then among the notes
   * @param id the text of {@code id.server}, likewise
   */
  public record Identity(Optional<String> version, Optional<String> id) {
    /** Checks that nothing is null. */
    public Identity {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(id, "id");
    }
  }

  /** Copies the lists and checks that nothing is null. */
  public DnsAnswer {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(rcode, "rcode");
    Objects.requireNonNull(flags, "flags");
    Objects.requireNonNull(question, "question");
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
    Objects.requireNonNull(edns, "edns");
    Objects.requireNonNull(identity, "identity");
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

  public DnsAnswer with(
      Optional<DnsTls> newTls, Optional<Identity> newIdentity, List<String> newNotes) {
    return new DnsAnswer(
        transport,
        newTls,
        rcode,
        flags,
        question,
        answers,
        authority,
        additional,
        edns,
        newIdentity,
        size,
        complete,
        newNotes);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String over = tls.isPresent() ? "tls" : transport.label();
    lines.add(rcode + " over " + over + ", " + size + " bytes");
    lines.add("flags: " + flags.words());
    lines.add("question: " + question);
    answers.forEach(record -> lines.add("answer: " + record));
    authority.forEach(record -> lines.add("authority: " + record));
    additional.forEach(record -> lines.add("additional: " + record));
    edns.ifPresent(facts -> lines.add("EDNS: " + facts.words()));
    identity.flatMap(Identity::version).ifPresent(text -> lines.add("version.bind: " + text));
    identity.flatMap(Identity::id).ifPresent(text -> lines.add("id.server: " + text));
    tls.ifPresent(facts -> lines.addAll(facts.lines()));
    notes.forEach(note -> lines.add("note: " + note));
    return List.copyOf(lines);
  }
}

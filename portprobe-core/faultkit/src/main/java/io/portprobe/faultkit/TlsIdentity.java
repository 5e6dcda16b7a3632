package io.portprobe.faultkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A new private key with a self-signed certificate, for {@link TcpPeer#tls}. Clients do not trust
 * it unless a test configures them to. Immutable.
 */
public final class TlsIdentity {
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final SSLContext context;

  private TlsIdentity(PrivateKey key, X509Certificate certificate, SSLContext context) {
    this.key = key;
    this.certificate = certificate;
    this.context = context;
  }

  /**
   * Creates an identity that is valid from yesterday for a year.
   *
   * @param names at least one DNS name or address literal; the first is also the common name
   * @return a new identity with a new key (ECDSA, P-256)
   * @throws IllegalArgumentException if there are no names, or a name is empty or not ASCII
   */
  public static TlsIdentity selfSigned(String... names) {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    return selfSigned(yesterday, yesterday.plus(Duration.ofDays(366)), names);
  }

  /**
   * Creates an identity with a validity period, which may be in the past.
   *
   * @param from the start of the validity period, inclusive; whole seconds
   * @param until the end of the validity period, inclusive; whole seconds
   * @param names at least one DNS name or address literal; the first is also the common name
   * @return a new identity with a new key (ECDSA, P-256)
   * @throws IllegalArgumentException if there are no names, or a name is empty or not ASCII
   */
  public static TlsIdentity selfSigned(Instant from, Instant until, String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("names: none (expected: at least one)");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] encoded = SelfSignedCertificate.encode(keys, from, until, names);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new TlsIdentity(keys.getPrivate(), certificate, context(keys, certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks ECDSA on P-256, X.509, JKS or TLS", e);
    }
  }

  private static SSLContext context(KeyPair keys, X509Certificate certificate)
      throws GeneralSecurityException {
    char[] password = new char[0];
    // A key store of type PKCS12 derives a key in 10,000 rounds for each read and each write.
    KeyStore store = KeyStore.getInstance("JKS");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new UncheckedIOException("creation of an empty key store failed", e);
    }
    store.setKeyEntry("peer", keys.getPrivate(), password, new X509Certificate[] {certificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /**
   * Returns the private key of the certificate, for a client that presents the certificate.
   *
   * @return the key (ECDSA, P-256)
   */
  public PrivateKey privateKey() {
    return key;
  }

  /**
   * Returns the certificate that the peer presents.
   *
   * @return the certificate
   */
  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * Returns the server side of TLS with this identity.
   *
   * @return a context for {@link TcpPeer#tls}
   */
  public SSLContext context() {
    return context;
  }

  /**
   * Returns the subject of the certificate.
   *
   * @return for example {@code "CN=localhost"}
   */
  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}

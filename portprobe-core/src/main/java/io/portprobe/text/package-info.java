/**
 * Functions of text that every room of the house may use. They know nothing of it, and nobody
 * outside of it knows them: the package is not exported.
 */
@NullMarked
package io.portprobe.text;

import org.jspecify.annotations.NullMarked;

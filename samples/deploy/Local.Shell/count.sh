# Counts the words of the first file into the second.
wc -w < "$1" > "$2"

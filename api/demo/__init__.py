"""The demo: a community with a past year, made of files and of the same commands as any other.

For: founding the community from the files in `demo/` (`community`), the people who play in it
(`cast`), the plan of a year's attendance (`attendances`) and of its shopping (`shopping`), playing
both against the book with a turned clock (`year`), what is on today (`today`), and who may sign in
(`sign_ins`); `building` puts it together.
Never: writes a fact past a command, or does what the doors could not ask for.
"""

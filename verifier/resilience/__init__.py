"""After how many departures can nothing be decided any more, or so few decide all?"""
